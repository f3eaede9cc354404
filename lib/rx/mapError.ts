import type { MonoTypeOperatorFunction } from 'rxjs';
import { operate } from './operate.ts';

/**
 * Replaces an error by another. RxJS's `catchError` could do that, but it keeps a reference to its source, and so to everything that
 * an answer was made from. Nothing is resubscribed here, so nothing is kept.
 */
export function mapError<T>(toError: (error: unknown) => unknown): MonoTypeOperatorFunction<T> {
  return operate(() => ({
    error: (error, destination) => destination.error(toError(error)),
  }));
}
