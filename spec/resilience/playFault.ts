import { once } from 'node:events';
import { Agent } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { create } from 'axios';
import { isLeft } from 'fp-ts/lib/Either.js';
import { map, Observable, tap } from 'rxjs';
import { type ChatRequest, type Chunk, type ChunkStream, openAICompatible, type Provider } from '../../lib/index.ts';
import { certificate } from '../support/certificate.ts';
import { type Outcome, outcomeOf } from '../support/outcome.ts';
import { countSockets } from '../support/startServer.ts';
import type { Fault, Line } from './faults.ts';

/** A way to read an answer: its texts, and `undefined` for a malformed frame where it is shown. */
type Way = (provider: Provider) => Observable<string | undefined>;

export const ways: Readonly<Record<string, Way>> = {
  'stream()': (provider) => provider.stream(request).pipe(map(textOf)),
  'for await': (provider) => fromLoop(provider.stream(request)).pipe(map(textOf)),
  'streamEither()': (provider) =>
    provider.streamEither(request).pipe(map((item) => (isLeft(item) ? undefined : textOf(item.right)))),
};

const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const LONG = { headersMs: 60_000, firstContentMs: 60_000, idleMs: 60_000 };

const textOf = (chunk: Chunk): string => (chunk.type === 'text' ? chunk.text : '');

/** Lets one fault happen to one answer, and tells in words what the client got. Settles once every socket is closed. */
export async function playFault(fault: Fault, way: Way): Promise<string> {
  const progress = new Progress();
  const server = createServer({ allowHalfOpen: true }, (wire) => {
    const socket = fault.secure ? new TLSSocket(wire, { isServer: true, ...certificate }) : wire;
    socket.on('error', () => undefined);
    // Nobody but the client may end a connection whose other half the server has closed.
    socket.on('end', () => socket.end());
    void fault.play({ socket, wire, asked: headOf(socket), got: progress.got });
  });
  const sockets = countSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const provider = providerOf(fault, (server.address() as AddressInfo).port, progress);
    const outcome = await outcomeOf(way(provider).pipe(tap((text) => progress.add(text ?? ''))));
    await sockets.idle();
    return inWords(outcome);
  } finally {
    server.close();
  }
}

/** How far the client has come, which a server has to know: a reset throws away what was not read. */
class Progress {
  #seen = '';
  #hasHeaders = false;
  readonly #waiting = new Map<() => void, string>();

  readonly onResponse = (): void => {
    this.#hasHeaders = true;
    this.add('');
  };

  add(text: string): void {
    this.#seen += text;
    for (const [tell, what] of this.#waiting) if (this.#has(what)) tell();
  }

  readonly got: Line['got'] = (what) =>
    this.#has(what) ? Promise.resolve() : new Promise((resolve) => this.#waiting.set(resolve, what));

  #has(what: string): boolean {
    return what === 'headers' ? this.#hasHeaders : this.#seen === what;
  }
}

function providerOf({ url, secure, deadlines }: Fault, port: number, { onResponse }: Progress): Provider {
  const own = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
  return openAICompatible({
    baseUrl: url?.replace('SERVER', `127.0.0.1:${port}`) ?? own,
    deadlines: { ...LONG, ...deadlines },
    onResponse,
    ...(secure === 'trusted' ? { axios: create({ httpsAgent: new Agent({ ca: certificate.cert }) }) } : {}),
  });
}

/** Settles once the head of a request has come; the rest is read and thrown away. */
function headOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    let head = '';
    socket.on('data', (piece: Buffer) => {
      head += piece.toString('latin1');
      if (head.includes('\r\n\r\n')) resolve();
    });
  });
}

function fromLoop(answer: ChunkStream): Observable<Chunk> {
  return new Observable((subscriber) => {
    const read = async (): Promise<void> => {
      for await (const chunk of answer) subscriber.next(chunk);
    };
    read().then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
  });
}

/** `"Hel", then IncompleteAnswerError connection-lost` */
function inWords({ values, error, completed }: Outcome<string | undefined>): string {
  const text = values.join('');
  const bad = values.filter((value) => value === undefined).length;
  const { name, code, reason, deadline, contentType } = (error ?? {}) as Readonly<Record<string, string | undefined>>;
  const detail = (code && nameOf(code)) ?? reason ?? deadline ?? contentType ?? '';
  const end = completed ? 'complete' : `\`${name}\` ${detail}`.trim();
  const whole = text === '' ? end : `"${text}", ${completed ? end : `then ${end}`}`;
  return bad === 0 ? whole : `${whole}; ${bad} malformed`;
}

/** The same on every machine: without a resolver no name is unknown, and OpenSSL has many words for what is no record of TLS. */
const nameOf = (code: string): string => code.replace('EAI_AGAIN', 'ENOTFOUND').replace(/^ERR_SSL_.*/, 'ERR_SSL_…');
