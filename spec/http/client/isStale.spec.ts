import { create } from 'axios';
import { assert } from 'chai';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { lastValueFrom } from 'rxjs';
import type { RequestConfig } from '../../../lib/http/RequestConfig.ts';
import { requestBytes } from '../../../lib/index.ts';
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
async function startRaw(onRequest: OnRequest): Promise<RawServer> {
  let requests = 0;
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
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
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests: () => requests, close };
}

const clients: readonly (readonly [name: string, make: () => Pick<RequestConfig, 'axios'>])[] = [
  ['our own adapter', () => ({})],
  ["a caller's axios", () => ({ axios: create() })],
  ["a caller's axios with an agent", () => ({ axios: create({ httpAgent: new Agent({ keepAlive: true }) }) })],
  [
    "a caller's axios with an agent of another class",
    () => ({ axios: create({ httpAgent: new (class extends Agent {})({ keepAlive: true }) }) }),
  ],
];

/** What the server does with the second request of a connection, and how often it is asked for two answers. */
const table: readonly (readonly [
  what: string,
  onSecond: (socket: Socket) => void,
  requests: number,
  error?: string,
])[] = [
  ['resets the connection', (socket) => socket.resetAndDestroy(), 3],
  ['ends the connection', (socket) => socket.end(), 3],
  [
    'resets after the beginning of a head',
    (socket) => socket.write('HTTP/1.1 2', () => setImmediate(() => socket.resetAndDestroy())),
    2,
    'ConnectionError',
  ],
  [
    'resets after an informational head',
    (socket) => socket.write('HTTP/1.1 102 Processing\r\n\r\n', () => setTimeout(() => socket.resetAndDestroy(), 20)),
    2,
    'ConnectionError',
  ],
];

describe('a kept connection that is found closed', () => {
  for (const [name, make] of clients) {
    describe(`by ${name}`, () => {
      for (const [what, onSecond, expected, error] of table) {
        it(`a server that ${what} is asked ${expected} times for two answers`, async () => {
          const { url, requests, close } = await startRaw((socket, nth) =>
            nth === 1 ? socket.write(ANSWER) : onSecond(socket),
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
        const { url, requests, close } = await startRaw((socket, nth) =>
          nth === 1 && ++connections === 1 ? socket.write(ANSWER) : socket.resetAndDestroy(),
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
          if (nth === 2) socket.resetAndDestroy();
          else if (waiting.push(socket) > 3) socket.write(ANSWER);
          else if (waiting.length === 3) for (const each of waiting) each.write(ANSWER);
        });
        const client = make();
        const ask = () => lastValueFrom(requestBytes({ url, ...client }));
        await Promise.all([ask(), ask(), ask()]);
        await ask();
        close();
        assert.equal(requests(), 5);
      });
    });
  }
});
