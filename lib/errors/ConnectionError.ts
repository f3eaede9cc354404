import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** What of a transport's own error is safe to keep. */
export interface ConnectionCause {
  /** The name of the error's class. */
  readonly name?: string;
  /** Node's code: `ECONNREFUSED`, `ENOTFOUND`. */
  readonly code?: string;
  /** The call of the system that failed: `connect`, `getaddrinfo`. */
  readonly syscall?: string;
}

/** No connection: refused, name not found, TLS, refused by a proxy (its 407 too), or lost before the headers. */
export class ConnectionError extends ChatStreamError {
  override readonly name = 'ConnectionError';
  /** `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `PROXY_407` … as the transport names it. */
  readonly code: string;

  constructor(code: string, cause?: ConnectionCause, context: ErrorContext = {}) {
    super(`the connection failed (${code}): check the address, the network and the proxy`, {
      ...context,
      retryable: true,
      cause,
    });
    this.code = code;
  }
}
