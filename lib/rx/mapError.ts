import type { MonoTypeOperatorFunction } from 'rxjs';
import { operate } from './operate.ts';

/**
 * Puts another error in the place of one. RxJS's `catchError` could do it, but holds on to its source, and with it to all that
 * an answer was made from: here nothing is subscribed anew, so nothing is kept.
 */
export function mapError<T>(toError: (error: unknown) => unknown): MonoTypeOperatorFunction<T> {
  return operate(() => ({
    error: (error, destination) => destination.error(toError(error)),
  }));
}
