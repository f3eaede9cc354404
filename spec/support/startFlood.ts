import type { Socket } from 'node:net';
import { startTcpServer, type TcpServer } from './startTcpServer.ts';
import { text } from './wire.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';

/** A server that answers with an endless answer's beginning, as fast as it is read. */
export interface FloodServer extends TcpServer {
  /** How much it has got rid of. */
  readonly drainedBytes: () => number;
  /** Settles with what it has got rid of, once that has not grown for a while. */
  readonly whenStill: () => Promise<number>;
}

/**
 * @param words the text of each chunk
 * @param bytes how much it says to one who reads on; then it keeps silent
 */
export async function startFlood(words: string, bytes: number): Promise<FloodServer> {
  const sockets: Socket[] = [];
  const block = Buffer.from(text(words));
  const server = await startTcpServer((socket) => {
    sockets.push(socket);
    socket.write(HEAD);
    const pour = (): void => {
      while (!socket.destroyed && socket.bytesWritten < bytes && socket.write(block));
    };
    socket.on('drain', pour);
    pour();
  });
  const drainedBytes = (): number =>
    sockets.reduce((sum, socket) => sum + socket.bytesWritten - socket.writableLength, 0);
  const whenStill = async (): Promise<number> => {
    let last = -1;
    for (let still = 0; still < 6;) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      const now = drainedBytes();
      still = now === last ? still + 1 : 0;
      last = now;
    }
    return last;
  };
  return { ...server, drainedBytes, whenStill };
}
