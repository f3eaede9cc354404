import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { map, Observable, tap } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ChunkStream } from '../../../chunk/ChunkStream.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ProviderOptions } from '../../../provider/ProviderOptions.ts';
import type { SampleProvider } from '../ConformanceOptions.ts';
import { type Outcome, outcomeOf } from '../kit/outcomeOf.ts';
import type { Fault, Line } from './Fault.ts';

/** A provider and its request. */
interface Asked {
  readonly provider: SampleProvider;
  readonly request: ChatRequest;
}

/** A way to read an answer: its texts, and `undefined` for a malformed frame if the way shows it. */
type Way = (asked: Asked) => Observable<string | undefined>;

export const ways: Readonly<Record<string, Way>> = {
  'stream()': ({ provider, request }) => provider.stream(request).pipe(map(textOf)),
  'for await': ({ provider, request }) => fromLoop(provider.stream(request)).pipe(map(textOf)),
  'streamEither()': ({ provider, request }) =>
    provider.streamEither(request).pipe(map((item) => (item._tag === 'Left' ? undefined : textOf(item.right)))),
};

const LONG = { headersMs: 60_000, firstContentMs: 60_000, idleMs: 60_000 };

const textOf = (chunk: Chunk): string => (chunk.type === 'text' ? chunk.text : '');

/** The environment in which a fault is played. */
export interface FaultPlayer {
  readonly ask: (options: Partial<ProviderOptions> & { readonly baseUrl: string }) => Asked;
  /** Registers a cleanup for the end, also if the fault does not play to its own end. */
  readonly atEnd: (close: () => void) => void;
  /**
   * Whether connections that never carried a request must be closed too. Node's fetch cannot cancel one that it is establishing.
   *
   * @default false
   */
  readonly everySocket?: boolean | undefined;
}

/** Plays one fault on one answer, and describes in words what the client got. Settles once every socket is closed. */
export async function playFault(
  fault: Fault,
  way: Way,
  { ask, atEnd, everySocket = false }: FaultPlayer,
): Promise<string> {
  const progress = new Progress();
  const sockets = new Sockets();
  const wires: Socket[] = [];
  const { secure } = fault;
  const server = createServer({ allowHalfOpen: true }, (wire) => {
    if (everySocket) sockets.add(wire);
    const socket = secure ? new TLSSocket(wire, { isServer: true, ...secure }) : wire;
    wire.on('error', () => undefined);
    socket.on('error', () => undefined);
    // Only the client may end a connection whose other half the server has closed.
    socket.on('end', () => socket.end());
    const asked = headOf(socket);
    void asked.then(() => sockets.add(wire));
    wires.push(wire);
    void fault.play({ socket, wire, asked, got: progress.got });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
  atEnd(() => {
    for (const wire of wires) wire.destroy();
    server.close();
  });
  const asked = ask({
    ...fault.options,
    baseUrl: fault.url?.replace('SERVER', `127.0.0.1:${port}`) ?? own,
    deadlines: { ...LONG, ...fault.deadlines },
    onResponse: progress.onResponse,
  });
  const outcome = await outcomeOf(way(asked).pipe(tap((text) => progress.add(text ?? ''))));
  await sockets.closed();
  return inWords(outcome);
}

/** How far the client has come. The server has to know, since a reset discards what was not read. */
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

/** The TCP connections of one server. */
class Sockets {
  readonly #open = new Set<Socket>();
  #waiting: (() => void)[] = [];

  add(socket: Socket): void {
    if (socket.destroyed) return;
    this.#open.add(socket);
    socket.on('close', () => {
      this.#open.delete(socket);
      if (this.#open.size === 0) for (const tell of this.#waiting.splice(0)) tell();
    });
  }

  closed(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Settles once the head of a request has arrived; the rest is read and discarded. */
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

/**
 * Makes names the same on every machine: without a resolver no name is unknown, and OpenSSL has many names for data that is not a TLS
 * record.
 */
const nameOf = (code: string): string => code.replace('EAI_AGAIN', 'ENOTFOUND').replace(/^ERR_SSL_.*/, 'ERR_SSL_…');
