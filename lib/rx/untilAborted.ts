import type { MonoTypeOperatorFunction } from 'rxjs';
import { AbortError } from '../errors/AbortError.ts';
import { isSignal } from './isSignal.ts';
import { onAbort } from './onAbort.ts';
import { operate } from './operate.ts';

/**
 * Fails with an `AbortError` when the signal is aborted, or at once if it already is. Leaves no listener on the signal. What is no signal is
 * ignored: the check of the request tells of it.
 *
 * @param when does the failing at once, or later: `queueMicrotask` leaves it to a source that hears of the abort itself to fail first
 */
export function untilAborted<T>(
  signal: AbortSignal | undefined,
  when: (fail: () => void) => void = (fail) => fail(),
): MonoTypeOperatorFunction<T> {
  if (!isSignal(signal)) return (source) => source;
  return operate((destination) => {
    const abort = (): void => when(() => destination.error(new AbortError(signal.reason)));
    const stopWaiting = signal.aborted ? abort() : onAbort(signal, abort);
    return { teardown: () => stopWaiting?.() };
  });
}
