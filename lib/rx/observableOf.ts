import { from, isObservable, type Observable, type ObservableInput } from 'rxjs';
import { fromAsyncIterable } from './fromAsyncIterable.ts';

/**
 * Like RxJS's `from`, except for async iterables: they are closed as soon as the consumer leaves, and not read while it is paused.
 */
export function observableOf<T>(input: ObservableInput<T>): Observable<T> {
  return isObservable(input) || !isAsyncIterable(input) ? from(input) : fromAsyncIterable(withoutReturn(input));
}

const isAsyncIterable = <T>(input: ObservableInput<T>): input is AsyncIterable<T> =>
  typeof (input as Partial<AsyncIterable<T>> | null | undefined)?.[Symbol.asyncIterator] === 'function';

/** The return value of a generator is not one of its values, as in `for await`. */
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
