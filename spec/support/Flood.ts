import type { Socket } from 'node:net';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';

/** What a server has sent of answers that it pours out as fast as they are read. */
export class Flood {
  readonly #block: Buffer;
  readonly #bytes: number;
  readonly #sockets: Socket[] = [];

  /**
   * @param block what is sent again and again
   * @param bytes how much is sent to one who reads on; then the server keeps silent
   */
  constructor(block: string, bytes: number) {
    this.#block = Buffer.from(block);
    this.#bytes = bytes;
  }

  /** Answers a request. */
  pour(socket: Socket): void {
    this.#sockets.push(socket);
    socket.write(HEAD);
    const pour = (): void => {
      while (!socket.destroyed && socket.bytesWritten < this.#bytes && socket.write(this.#block));
    };
    socket.on('drain', pour);
    pour();
  }

  /** Whether a request has been answered. */
  get hasBegun(): boolean {
    return this.#sockets.length > 0;
  }

  /** How much the server has got rid of. */
  drainedBytes(): number {
    return this.#sockets.reduce((sum, socket) => sum + socket.bytesWritten - socket.writableLength, 0);
  }

  /** Settles with what the server has got rid of, once that has not grown for a while. */
  async whenStill(): Promise<number> {
    let last = -1;
    for (let still = 0; still < 6;) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      const now = this.drainedBytes();
      still = now === last ? still + 1 : 0;
      last = now;
    }
    return last;
  }
}
