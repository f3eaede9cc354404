import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A received request, its body read to the end. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Answers one request. */
export type Answering = (response: ServerResponse, request: ReceivedRequest) => unknown;

/** The interval between two checks whether the sockets are closed. */
const LOOK_MS = 3;

/** A server on the loopback interface that records its requests and counts its sockets. */
export class Loopback {
  readonly received: ReceivedRequest[] = [];
  answer: Answering = (response) => response.end();
  #connections = 0;
  readonly #open = new Set<Socket>();
  /** The sockets that carried a request: some clients open spare connections. */
  readonly #carriers = new Set<Socket>();
  readonly #waiting: (() => void)[] = [];
  readonly #server = createServer((incoming, response) => {
    this.#read(incoming, response).catch(() => incoming.socket.destroy());
  });

  /** Listens on a free port. */
  async start(): Promise<void> {
    this.#server.on('connection', (socket) => {
      this.#connections++;
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#open.delete(socket);
        this.#carriers.delete(socket);
      });
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections were made in total. */
  get connections(): number {
    return this.#connections;
  }

  /** How many connections that carried a request are open. */
  get openSockets(): number {
    return this.#carriers.size;
  }

  /** Settles once this many complete requests have arrived. */
  async requested(count = 1): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Waits until the client has released every connection, and resolves with the number that it still holds after this many milliseconds.
   * Connections that only wait for another request are closed here.
   */
  async released(limitMs: number): Promise<number> {
    const until = performance.now() + limitMs;
    for (;;) {
      this.#server.closeIdleConnections();
      if (this.#carriers.size === 0 || performance.now() > until) return this.#carriers.size;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Stops listening, and closes every connection. */
  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #read(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#carriers.add(incoming.socket);
    incoming.on('error', () => undefined);
    response.on('error', () => undefined);
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(pieces).toString() };
    this.received.push(request);
    for (const tell of this.#waiting.splice(0)) tell();
    await this.answer(response, request);
  }
}
