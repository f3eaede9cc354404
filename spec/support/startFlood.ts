import { Flood } from './Flood.ts';
import { startTcpServer, type TcpServer } from './startTcpServer.ts';
import { text } from './wire.ts';

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
  const flood = new Flood(text(words), bytes);
  const server = await startTcpServer((socket) => flood.pour(socket));
  return { ...server, drainedBytes: () => flood.drainedBytes(), whenStill: () => flood.whenStill() };
}
