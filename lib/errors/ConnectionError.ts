import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The members of a transport's own error that are safe to keep. */
export interface ConnectionCause {
  /** The name of the error's class. */
  readonly name?: string;
  /** Node's code: `ECONNREFUSED`, `ENOTFOUND`. */
  readonly code?: string;
  /** The call of the system that failed: `connect`, `getaddrinfo`. */
  readonly syscall?: string;
}

/** The connection failed: refused, host not found, TLS, refused by a proxy (including 407), or lost before the headers. */
export class ConnectionError extends ChatStreamError {
  override readonly name = 'ConnectionError';
  /** `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `PROXY_407` …: the transport's own code. */
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
