import type { ClientRequest } from 'node:http';

/** The error codes of a connection that the other end has closed. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Watches a request, and returns how to ask, by the code of its error, whether it was sent over a kept connection that was closed before
 * one byte of an answer arrived. Then the server had closed an idle connection, and has not seen the request.
 */
export function watchForStale(request: ClientRequest): (code: unknown) => boolean {
  let hasBytes = false;
  request.on('socket', (socket) => {
    // What TLS says about the connection itself is no data.
    if (request.reusedSocket) socket.once('data', () => (hasBytes = true));
  });
  return (code) => request.reusedSocket && !hasBytes && CLOSED.has(code);
}
