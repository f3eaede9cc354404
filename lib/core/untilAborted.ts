import type { MonoTypeOperatorFunction } from 'rxjs';
import { AbortError } from '../errors/AbortError.ts';
import { stage } from './stage.ts';

/** Ends with an `AbortError` when the signal is aborted, at once if it is already; leaves no listener on it. */
export function untilAborted<T>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<T> {
  if (!signal) return (source) => source;
  return stage((destination) => {
    const onAbort = (): void => destination.error(new AbortError(signal.reason));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    return {
      next: (value) => destination.next(value),
      teardown: () => signal.removeEventListener('abort', onAbort),
    };
  });
}
