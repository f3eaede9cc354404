import type { NodeResponse } from './NodeResponse.ts';

/** Writes to a response of Node's as fast as its reader reads, and notices when the reader disconnects. */
export class NodeWriter {
  readonly #response: NodeResponse;

  /** @param onLeave called once the connection is closed: at once if it is closed already, and also after the response has ended */
  constructor(response: NodeResponse, onLeave: () => void) {
    this.#response = response;
    // Writing to a reader that has just disconnected is an error of the stream, which needs no handling.
    response.on('error', () => undefined);
    if (this.isGone) onLeave();
    else response.once('close', onLeave);
  }

  get isGone(): boolean {
    return this.#response.closed || this.#response.destroyed;
  }

  /** Sends the head at once, since a reader waits for it. Headers that were set before are kept. */
  writeHead(status: number, headers: Headers): void {
    if (this.isGone || this.#response.headersSent) return;
    this.#response.statusCode = status;
    for (const name of headers.keys()) {
      const cookies = name === 'set-cookie' ? headers.getSetCookie() : undefined;
      this.#response.setHeader(name, cookies ?? headers.get(name) ?? '');
    }
    this.#response.flushHeaders?.();
  }

  /** Settles when the next piece may be written, or the reader has disconnected. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (this.isGone || this.#response.write(piece)) return;
    await this.#drained();
  }

  end(): void {
    if (!this.isGone) this.#response.end();
  }

  /** Ends the response after what was written, in such a way that it does not pass for complete. */
  break(): void {
    const { req, socket } = this.#response;
    // A connection of HTTP/2 carries other responses too.
    if (req.httpVersionMajor < 2 && socket?.destroySoon) socket.destroySoon();
    else this.#response.destroy();
  }

  #drained(): Promise<void> {
    const response = this.#response;
    return new Promise((resolve) => {
      const settle = (): void => {
        response.off('drain', settle);
        response.off('close', settle);
        resolve();
      };
      response.once('drain', settle);
      response.once('close', settle);
    });
  }
}
