import { Observable, type Subscriber } from 'rxjs';
import { gateOf, type Valve } from './Gate.ts';

/**
 * An async iterable as an Observable whose reader is our own. RxJS's `from` notices an unsubscription at the next value only, and asks
 * on while the consumer wants to wait.
 *
 * What a generator returns, if it is not `undefined`, is its last value. Unsubscribing calls the iterator's `return()` at once; an
 * async generator that awaits something hears of it when that has settled.
 */
export function fromAsyncIterable<T>(iterable: AsyncIterable<T>): Observable<T> {
  return new Observable((subscriber) => {
    const reader = new IteratorReader(iterable[Symbol.asyncIterator](), subscriber);
    const detach = gateOf(subscriber)?.attach(reader);
    subscriber.add(() => {
      detach?.();
      reader.stop();
    });
    reader.read();
  });
}

class IteratorReader<T> implements Valve {
  readonly #iterator: AsyncIterator<T, T | undefined>;
  readonly #subscriber: Subscriber<T>;
  #isPaused = false;
  #isReading = false;
  #isDone = false;

  constructor(iterator: AsyncIterator<T, T | undefined>, subscriber: Subscriber<T>) {
    this.#iterator = iterator;
    this.#subscriber = subscriber;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.read();
  }

  read(): void {
    if (this.#isReading || this.#isPaused || this.#isDone || this.#subscriber.closed) return;
    this.#isReading = true;
    promised(() => this.#iterator.next()).then(
      (result) => this.#take(result),
      (error: unknown) => {
        this.#isDone = true;
        this.#subscriber.error(error);
      },
    );
  }

  stop(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    // The consumer has left, so a failure to clean up has no one to go to.
    promised(() => this.#iterator.return?.()).catch(() => undefined);
  }

  #take({ done, value }: IteratorResult<T, T | undefined>): void {
    this.#isReading = false;
    if (done === true) this.#isDone = true;
    if (done !== true || value !== undefined) this.#subscriber.next(value as T);
    if (done === true) this.#subscriber.complete();
    else this.read();
  }
}

/** Iterators are written by hand, too: what one throws, or gives without a promise, is taken as if it had promised it. */
const promised = <T>(act: () => T | PromiseLike<T>): Promise<T> => new Promise((resolve) => resolve(act()));
