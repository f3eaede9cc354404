import { Observable } from 'rxjs';
import { isPromiseLike } from './isPromiseLike.ts';

/**
 * Emits what a function returns, or what its promise resolves to, and completes. The function is called for each subscription; what it
 * throws becomes an error notification.
 */
export function fromResult<T>(produce: () => T | PromiseLike<T>): Observable<T> {
  return new Observable((subscriber) => {
    const emit = (value: T): void => {
      subscriber.next(value);
      subscriber.complete();
    };
    const result = produce();
    if (isPromiseLike(result)) Promise.resolve(result).then(emit, (error: unknown) => subscriber.error(error));
    else emit(result);
  });
}
