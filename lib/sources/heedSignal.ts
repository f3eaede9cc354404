import type { MonoTypeOperatorFunction } from 'rxjs';
import { AbortError } from '../errors/AbortError.ts';
import { isSignal } from '../rx/isSignal.ts';
import { onAbort } from '../rx/onAbort.ts';
import { operate } from '../rx/operate.ts';

/**
 * Fails with an `AbortError` after the signal is aborted, if the source does not hear of it itself. A source that does has a turn's time, since
 * its error says which provider and model were answering.
 */
export function heedSignal<T>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<T> {
  if (!isSignal(signal)) return (source) => source;
  return operate((destination) => {
    const abort = (): void => queueMicrotask(() => destination.error(new AbortError(signal.reason)));
    if (signal.aborted) abort();
    return { teardown: onAbort(signal, abort) };
  });
}
