/** A response of Node's, of HTTP/1.1 or of HTTP/2, as far as it is used. */
export interface NodeResponse {
  /** The request that is answered. */
  readonly req: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly httpVersionMajor: number;
  };
  /** The connection; `null` once it has ended. */
  readonly socket: { destroySoon?(): void } | null;
  /** Has the connection ended? */
  readonly closed: boolean;
  /** Has the response been destroyed? */
  readonly destroyed: boolean;
  /** Are the headers on their way? */
  readonly headersSent: boolean;
  /** The status to send. */
  statusCode: number;
  /** Sets a header of the response. */
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Sends the headers before the first piece. */
  flushHeaders?(): void;
  /** Sends a piece; `false` asks to wait for `drain`. */
  write(piece: string | Uint8Array): boolean;
  /** Ends the response. */
  end(): unknown;
  /** Closes the connection, so that the reader sees a cut. */
  destroy(): unknown;
  /** Listens for what broke while writing. */
  on(event: 'error', listener: () => void): unknown;
  /** Listens once: the reader left, or takes more. */
  once(event: 'close' | 'drain', listener: () => void): unknown;
  /** Takes a listener away. */
  off(event: 'close' | 'drain', listener: () => void): unknown;
}
