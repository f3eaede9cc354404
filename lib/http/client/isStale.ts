/** What of Node's request tells of its connection. */
interface SentRequest {
  readonly reusedSocket?: boolean;
  readonly res?: unknown;
  readonly socket?: { readonly bytesRead: number; readonly encrypted?: boolean } | null;
}

/** Errors by which a connection says that its other end has closed it. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);
/** A TLS connection that is closed in good order says so in a record of its own. */
const MAX_TLS_ALERT_BYTES = 31;

/**
 * Did a request go out over a kept connection, and was that closed before one byte of an answer came? Then the server had closed an idle
 * connection, and has not seen the request.
 *
 * @param request Node's own
 * @param bytesBefore how many bytes the connection had brought before, where that is known
 */
export function isStale(request: unknown, code: unknown, bytesBefore?: number): boolean {
  const { reusedSocket, res, socket } = (request ?? {}) as SentRequest;
  if (reusedSocket !== true || res || !CLOSED.has(code)) return false;
  if (bytesBefore === undefined || !socket) return true;
  return socket.bytesRead - bytesBefore <= (socket.encrypted === true ? MAX_TLS_ALERT_BYTES : 0);
}
