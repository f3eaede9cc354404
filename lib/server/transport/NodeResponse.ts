/** A response of Node's, of HTTP/1.1 or of HTTP/2, as far as it is used. */
export interface NodeResponse {
  readonly req: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly httpVersionMajor: number;
  };
  readonly socket: { destroySoon?(): void } | null;
  readonly closed: boolean;
  readonly destroyed: boolean;
  readonly headersSent: boolean;
  statusCode: number;
  setHeader(name: string, value: string | readonly string[]): unknown;
  flushHeaders?(): void;
  write(piece: string | Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'error', listener: () => void): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
  off(event: 'close' | 'drain', listener: () => void): unknown;
}
