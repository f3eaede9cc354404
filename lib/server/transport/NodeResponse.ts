/** The used part of a response of Node's, of HTTP/1.1 or HTTP/2. */
export interface NodeResponse {
  /** The request that is answered. */
  readonly req: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly httpVersionMajor: number;
  };
  /** The connection; `null` once it has ended. */
  readonly socket: { destroySoon?(): void } | null;
  /** Whether the connection has ended. */
  readonly closed: boolean;
  /** Whether the response has been destroyed. */
  readonly destroyed: boolean;
  /** Whether the headers have been sent. */
  readonly headersSent: boolean;
  /** The status to send. */
  statusCode: number;
  /** Sets a header of the response. */
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Sends the headers before the first piece. */
  flushHeaders?(): void;
  /** Sends a piece; `false` means to wait for `drain`. */
  write(piece: string | Uint8Array): boolean;
  /** Ends the response. */
  end(): unknown;
  /** Closes the connection, so that the reader sees an incomplete response. */
  destroy(): unknown;
  /** Listens for write errors. */
  on(event: 'error', listener: () => void): unknown;
  /** Listens once: the reader has disconnected, or accepts more. */
  once(event: 'close' | 'drain', listener: () => void): unknown;
  /** Removes a listener. */
  off(event: 'close' | 'drain', listener: () => void): unknown;
}
