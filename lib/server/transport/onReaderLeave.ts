import { onAbort } from '../../rx/onAbort.ts';
import type { AnsweredRequest } from './ResponseOptions.ts';

/** Calls `act` when the reader of a request disconnects, at once if it already has; returns a function that stops listening. */
export function onReaderLeave(request: AnsweredRequest, act: () => void): () => void {
  const { signal, socket } = request;
  if (signal) return onSignal(request, signal, act);
  if (!socket) return () => undefined;
  socket.once('close', act);
  return () => void socket.off('close', act);
}

function onSignal(request: AnsweredRequest, signal: AbortSignal, act: () => void): () => void {
  const leave = (): void => {
    // Reads it from the request, so that the request is retained: Node's signal only fires while something references the request.
    if (request.signal?.aborted === true) act();
  };
  const stopWaiting = onAbort(signal, leave);
  leave();
  return stopWaiting;
}
