import type { MonoTypeOperatorFunction } from 'rxjs';
import type { HttpAnswer } from '../http/HttpAnswer.ts';
import { operate } from '../rx/operate.ts';

/** Lets the connection of an answer that ended well serve the next one: what may still come of its body is read off. */
export function releaseAtEnd<T>(answer: HttpAnswer): MonoTypeOperatorFunction<T> {
  return operate(() => ({
    complete(destination) {
      answer.release();
      destination.complete();
    },
  }));
}
