/** The members of Node's request that describe its connection. */
interface SentRequest {
  readonly reusedSocket?: boolean;
  readonly res?: unknown;
  readonly socket?: { readonly bytesRead: number; readonly encrypted?: boolean } | null;
}

/** The error codes of a connection that the other end has closed. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);
/** A TLS connection that is closed properly ends with a record of its own. */
const MAX_TLS_ALERT_BYTES = 31;

/**
 * Whether a request was sent over a kept connection that was closed before one byte of an answer arrived. Then the server had closed an
 * idle connection, and has not seen the request.
 *
 * @param request Node's request
 * @param bytesBefore how many bytes the connection had received before, if known
 */
export function isStale(request: unknown, code: unknown, bytesBefore?: number): boolean {
  const { reusedSocket, res, socket } = (request ?? {}) as SentRequest;
  if (reusedSocket !== true || res || !CLOSED.has(code)) return false;
  if (bytesBefore === undefined || !socket) return true;
  return socket.bytesRead - bytesBefore <= (socket.encrypted === true ? MAX_TLS_ALERT_BYTES : 0);
}
