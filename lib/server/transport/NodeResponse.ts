import type { IncomingMessage, ServerResponse } from 'node:http';

/** A response of Node's, of HTTP/1.1 or of HTTP/2, as far as it is used. */
export type NodeResponse = Pick<
  ServerResponse,
  | 'closed'
  | 'destroyed'
  | 'destroy'
  | 'flushHeaders'
  | 'headersSent'
  | 'off'
  | 'on'
  | 'once'
  | 'setHeader'
  | 'statusCode'
  | 'writableEnded'
> & {
  readonly req: Pick<IncomingMessage, 'headers' | 'method'>;
  write(piece: string | Uint8Array): boolean;
  end(piece?: string | Uint8Array): unknown;
};
