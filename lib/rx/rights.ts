import { isRight, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { operate, type Handlers } from './operate.ts';

const keeping: Handlers<Either<unknown, unknown>, never> = {
  next(either, destination) {
    if (isRight(either)) destination.next(either.right as never);
  },
};

/**
 * Keeps the `Right` values of a stream of `Either`.
 *
 * ```text
 * --R(1)--L(e)--R(2)--|
 * --1-----------2-----|
 * ```
 *
 * @example
 * ```ts
 * import { left, right, type Either } from 'fp-ts/lib/Either.js';
 * import { of } from 'rxjs';
 * import { rights } from 'rxllm';
 *
 * of<Either<string, number>[]>(right(1), left('no'), right(2)).pipe(rights()).subscribe(console.log); // 1, 2
 * ```
 */
export function rights<E, A>(): OperatorFunction<Either<E, A>, A> {
  return operate(() => keeping);
}
