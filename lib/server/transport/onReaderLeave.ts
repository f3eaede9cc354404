import { onAbort } from '../../rx/onAbort.ts';
import type { AnsweredRequest } from './ResponseOptions.ts';

/** Acts when the reader of a request leaves, at once if it has; returns how to stop waiting for that. */
export function onReaderLeave(request: AnsweredRequest, act: () => void): () => void {
  const { signal, socket } = request;
  if (signal) return onSignal(request, signal, act);
  if (!socket) return () => undefined;
  socket.once('close', act);
  return () => void socket.off('close', act);
}

function onSignal(request: AnsweredRequest, signal: AbortSignal, act: () => void): () => void {
  const leave = (): void => {
    // It is asked of the request, so that the request is kept: Node's tells its signal only while somebody holds it.
    if (request.signal?.aborted === true) act();
  };
  const stopWaiting = onAbort(signal, leave);
  leave();
  return stopWaiting;
}
