import { from, isObservable, type Observable, type ObservableInput } from 'rxjs';
import { fromAsyncIterable } from './fromAsyncIterable.ts';

/**
 * What RxJS's `from` makes of an input, but for async iterables: those are left at once when the consumer leaves, and not asked on while
 * it wants to wait.
 */
export function observableOf<T>(input: ObservableInput<T>): Observable<T> {
  return isObservable(input) || !isAsyncIterable(input) ? from(input) : fromAsyncIterable(withoutReturn(input));
}

const isAsyncIterable = <T>(input: ObservableInput<T>): input is AsyncIterable<T> =>
  typeof (input as Partial<AsyncIterable<T>> | null | undefined)?.[Symbol.asyncIterator] === 'function';

/** What a generator returns is not one of its values: `for await` does not see it either. */
function withoutReturn<T>(iterable: AsyncIterable<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = iterable[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await iterator.next();
          return result.done === true ? { done: true, value: undefined } : result;
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
