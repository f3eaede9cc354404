import { create } from 'axios';
import { assert } from 'chai';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { Agent as SecureAgent, globalAgent } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createSecureServer, TLSSocket } from 'node:tls';
import { lastValueFrom } from 'rxjs';
import type { RequestConfig } from '../../../lib/http/RequestConfig.ts';
import { requestBytes } from '../../../lib/index.ts';
import { certificate } from '../../support/certificate.ts';
import { outcomeOf } from '../../support/outcome.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** A connection, and which request of it this is, from 1. */
type OnRequest = (socket: Socket, nth: number) => void;

interface RawServer {
  readonly url: string;
  readonly requests: () => number;
  readonly close: () => void;
}

/** A server that answers in bytes; counts what it was asked. */
async function startRaw(onRequest: OnRequest, { secure = false } = {}): Promise<RawServer> {
  let requests = 0;
  const sockets: Socket[] = [];
  const onConnection = (socket: Socket): void => {
    sockets.push(socket);
    let nth = 0;
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (!text.endsWith('\r\n\r\n')) return;
      text = '';
      requests++;
      onRequest(socket, ++nth);
    });
  };
  const server = secure ? createSecureServer(certificate, onConnection) : createServer(onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const { port } = server.address() as AddressInfo;
  return { url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/`, requests: () => requests, close };
}

const KEEP = { keepAlive: true };

const clients: readonly (readonly [name: string, make: () => Pick<RequestConfig, 'axios'>])[] = [
  ['our own adapter', () => ({})],
  ["a caller's axios", () => ({ axios: create() })],
  [
    "a caller's axios with agents",
    () => ({
      axios: create({ httpAgent: new Agent(KEEP), httpsAgent: new SecureAgent({ ...KEEP, ca: certificate.cert }) }),
    }),
  ],
  [
    "a caller's axios with agents of another class",
    () => ({
      axios: create({
        httpAgent: new (class extends Agent {})(KEEP),
        httpsAgent: new (class extends SecureAgent {})({ ...KEEP, ca: certificate.cert }),
      }),
    }),
  ],
];

/** A TLS connection can only be cut: its TCP socket is out of reach. */
const reset = (socket: Socket): void =>
  void (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());

/** What the server does with the second request of a connection, and how often it is asked for two answers. */
const table: readonly (readonly [
  what: string,
  onSecond: (socket: Socket) => void,
  requests: number,
  error?: string,
])[] = [
  ['resets the connection', reset, 3],
  ['ends the connection', (socket) => socket.end(), 3],
  [
    'resets after the beginning of a head',
    (socket) => socket.write('HTTP/1.1 2', () => setImmediate(() => reset(socket))),
    2,
    'ConnectionError',
  ],
  [
    'resets after one byte',
    (socket) => socket.write('H', () => setTimeout(() => reset(socket), 20)),
    2,
    'ConnectionError',
  ],
  [
    'resets after an informational head',
    (socket) => socket.write('HTTP/1.1 102 Processing\r\n\r\n', () => setTimeout(() => reset(socket), 20)),
    2,
    'ConnectionError',
  ],
];

describe('a kept connection that is found closed', () => {
  before(() => (globalAgent.options.ca = certificate.cert));
  after(() => delete globalAgent.options.ca);

  for (const secure of [false, true]) {
    for (const [name, make] of clients) {
      describe(`by ${name}, to an ${secure ? 'https' : 'http'} server`, () => checkClient(make, { secure }));
    }
  }

  it("is nothing that a caller's interceptors hear of", async () => {
    const { url, requests, close } = await startRaw((socket, nth) =>
      nth === 1 ? socket.write(ANSWER) : reset(socket),
    );
    const heard: string[] = [];
    const axios = create();
    axios.interceptors.request.use((config) => {
      heard.push('request');
      return config;
    });
    axios.interceptors.response.use(
      (response) => {
        heard.push('answer');
        return response;
      },
      (error: unknown) => {
        heard.push('error');
        throw error;
      },
    );
    await lastValueFrom(requestBytes({ url, axios }));
    await lastValueFrom(requestBytes({ url, axios }));
    close();
    assert.equal(requests(), 3);
    assert.deepEqual(heard, ['request', 'answer', 'request', 'answer']);
  });
});

function checkClient(make: () => Pick<RequestConfig, 'axios'>, options: { readonly secure: boolean }): void {
  for (const [what, onSecond, expected, error] of table) {
    it(`a server that ${what} is asked ${expected} times for two answers`, async () => {
      const { url, requests, close } = await startRaw(
        (socket, nth) => (nth === 1 ? socket.write(ANSWER) : onSecond(socket)),
        options,
      );
      const client = make();
      await lastValueFrom(requestBytes({ url, ...client }));
      const second = await outcomeOf(requestBytes({ url, ...client }));
      close();
      assert.equal((second.error as Error | undefined)?.name, error);
      assert.equal(requests(), expected);
    });
  }

  it('is tried once more and not twice', async () => {
    let connections = 0;
    const { url, requests, close } = await startRaw(
      (socket, nth) => (nth === 1 && ++connections === 1 ? socket.write(ANSWER) : reset(socket)),
      options,
    );
    const client = make();
    await lastValueFrom(requestBytes({ url, ...client }));
    const { error } = await outcomeOf(requestBytes({ url, ...client }));
    close();
    assert.deepInclude(error, { name: 'ConnectionError', code: 'ECONNRESET' });
    assert.equal(requests(), 3);
  });

  it('is left for a new one, though others are kept', async () => {
    const waiting: Socket[] = [];
    const { url, requests, close } = await startRaw((socket, nth) => {
      if (nth === 2) reset(socket);
      else if (waiting.push(socket) > 3) socket.write(ANSWER);
      else if (waiting.length === 3) for (const each of waiting) each.write(ANSWER);
    }, options);
    const client = make();
    const ask = () => lastValueFrom(requestBytes({ url, ...client }));
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    close();
    assert.equal(requests(), 5);
  });
}
