import type { MonoTypeOperatorFunction } from 'rxjs';
import type { HttpAnswer } from '../http/HttpAnswer.ts';
import { operate } from '../rx/operate.ts';

/** Lets the connection of an answer that ended normally serve the next one: the rest of the body is read and dropped. */
export function releaseAtEnd<T>(answer: HttpAnswer): MonoTypeOperatorFunction<T> {
  return operate(() => ({
    complete(destination) {
      answer.release();
      destination.complete();
    },
  }));
}
