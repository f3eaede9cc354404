import { concatMap, from, isObservable, type Observable, of } from 'rxjs';
import { fromAsyncIterable } from '../rx/fromAsyncIterable.ts';
import { isPromiseLike } from '../rx/isPromiseLike.ts';

/**
 * Converts what a tool returned to a stream of values: an Observable and an async iterable as they are, the value of a promise (which may
 * be one of them), and everything else as one value. RxJS's `from` would emit the elements of an array or a string one by one.
 */
export function toValues(returned: unknown): Observable<unknown> {
  if (isObservable(returned)) return returned;
  if (isPromiseLike(returned)) return from(Promise.resolve(returned)).pipe(concatMap(toValues));
  return isAsyncIterable(returned) ? fromAsyncIterable(returned) : of(returned);
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Symbol.asyncIterator in value &&
  typeof value[Symbol.asyncIterator] === 'function';
