import type { Observable, OperatorFunction } from 'rxjs';
import { operate } from './operate.ts';

/**
 * Continues with the Observable made from the one value of a source, and completes with it.
 *
 * ```text
 * source        ----a|
 *                   andThen(a => --b--c|)
 * result        ------b--c|
 * ```
 *
 * RxJS's `concatMap` does the same for any number of values, at a price: a subscriber that every inner value passes, and the code that
 * accepts promises and iterables too, which a page must load.
 *
 * @param project is called at most once for a source that keeps its word
 */
export function andThen<T, R>(project: (value: T) => Observable<R>): OperatorFunction<T, R> {
  return operate((destination) => {
    let continues = false;
    return {
      next(value) {
        continues = true;
        project(value).subscribe(destination);
      },
      complete() {
        if (!continues) destination.complete();
      },
    };
  });
}
