import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { certificate } from './certificate.ts';

/** One request as it came in, its body read to the end. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback that counts its sockets. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** In the order of arrival. */
  readonly received: readonly Received[];
  /** How many connections were ever made. */
  readonly connections: () => number;
  /** How many are open now. */
  readonly openSockets: () => number;
  /** Settles once a request has come whole; at once if one has. */
  readonly requested: () => Promise<void>;
  /** Settles once no socket is open; at once if none is. The server closes those that only wait for another request. */
  readonly idle: () => Promise<void>;
  /** As `idle`, for sockets that carried a request: Node's fetch opens an idle one after each abort. */
  readonly released: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void | Promise<void>;

/** Answers every request by `answer`, once its body has been read. */
export async function startServer(answer: Answer, { secure = false } = {}): Promise<LoopbackServer> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const carriers = new Map<Socket, Promise<unknown>>();
  let awaited = 0;
  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = request;
    if (!carriers.has(socket)) carriers.set(socket, new Promise((resolve) => socket.once('close', resolve)));
    const pieces: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.on('close', () => awaited > 0 && setImmediate(() => server.closeIdleConnections()));
    request.on('data', (piece: Buffer) => pieces.push(piece));
    await once(request, 'end');
    const { method = '', url = '', headers } = request;
    const whole = { method, url, headers, body: Buffer.concat(pieces).toString() };
    received.push(whole);
    for (const tell of waiting.splice(0)) tell();
    await answer(response, whole, request);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void onRequest(request, response).catch(() => request.socket.destroy());
  const server = secure ? createSecureServer(certificate, listener) : createServer(listener);
  const { destroyAll, ...sockets } = countSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  /** Waits, and lets no client keep a connection for later meanwhile. */
  const closingIdle = async (closed: () => Promise<unknown>): Promise<void> => {
    awaited++;
    server.closeIdleConnections();
    await closed();
    awaited--;
  };
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    received,
    ...sockets,
    requested: () => (received.length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    idle: () => closingIdle(sockets.idle),
    released: () => closingIdle(() => Promise.all(carriers.values())),
    async close() {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}

interface SocketCount {
  readonly connections: () => number;
  readonly openSockets: () => number;
  readonly idle: () => Promise<void>;
  readonly destroyAll: () => void;
}

/** Counts the TCP connections of any server, beneath TLS if there is any. */
export function countSockets(server: {
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
}): SocketCount {
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let connections = 0;
  let closed = false;
  server.on('connection', (socket) => {
    // Node's fetch connects anew behind an abort, and would keep the server open for seconds.
    if (closed) return socket.destroy();
    connections++;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) for (const tell of waiting.splice(0)) tell();
    });
    return undefined;
  });
  return {
    connections: () => connections,
    openSockets: () => open.size,
    idle: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    destroyAll() {
      closed = true;
      for (const socket of open) socket.destroy();
    },
  };
}
