import type { MonoTypeOperatorFunction } from 'rxjs';
import { AbortError } from '../errors/AbortError.ts';
import { onAbort } from './onAbort.ts';
import { operate } from './operate.ts';

/** Ends with an `AbortError` when the signal is aborted, at once if it is already; leaves no listener on it. */
export function untilAborted<T>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<T> {
  if (!signal) return (source) => source;
  return operate((destination) => {
    const abort = (): void => destination.error(new AbortError(signal.reason));
    const stopWaiting = signal.aborted ? abort() : onAbort(signal, abort);
    return { teardown: () => stopWaiting?.() };
  });
}
