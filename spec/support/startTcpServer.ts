import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { countSockets } from './startServer.ts';

/** A server of bare TCP on loopback, for bytes that no HTTP server would send. */
export interface TcpServer {
  readonly url: string;
  readonly port: number;
  readonly connections: () => number;
  readonly openSockets: () => number;
  /** Settles once no socket is open; at once if none is. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Calls `onHead` with each socket and what it sent, once that holds a whole head of an HTTP request. */
export async function startTcpServer(
  onHead: (socket: Socket, head: string) => void,
  onConnection?: (socket: Socket) => void,
): Promise<TcpServer> {
  const server = createServer((socket) => {
    onConnection?.(socket);
    let head = '';
    const read = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read);
      socket.resume();
      onHead(socket, head);
    };
    socket.on('data', read);
  });
  const { destroyAll, ...sockets } = countSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    ...sockets,
    async close() {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}
