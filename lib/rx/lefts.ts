import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { operate } from './operate.ts';

/**
 * Keeps the `Left` values of a stream of `Either`, for example to log malformed frames.
 *
 * ```text
 * --R(1)--L(e)--R(2)--|
 * --------e-----------|
 * ```
 *
 * @example
 * ```ts
 * import { autonomousAI, lefts } from 'rxllm';
 *
 * autonomousAI()
 *   .streamEither({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(lefts())
 *   .subscribe(({ index, errors }) => console.warn(index, errors));
 * ```
 */
export function lefts<E, A>(): OperatorFunction<Either<E, A>, E> {
  return operate((destination) => ({
    next(either) {
      if (isLeft(either)) destination.next(either.left);
    },
  }));
}
