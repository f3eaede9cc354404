import { Observable, type Subscriber } from 'rxjs';
import { gateOf, type Valve } from './Gate.ts';

/**
 * An async iterable as an Observable, with a reader of our own: RxJS's `from` notices an unsubscription only at the next value, and keeps
 * reading while the consumer is paused.
 *
 * The return value of a generator is emitted last, unless it is `undefined`. Unsubscribing calls the iterator's `return()` at once; an
 * async generator that is awaiting something notices when that settles.
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
    // The consumer has left, so there is nobody to report a failed cleanup to.
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

/** Iterators may be written by hand: a synchronous throw or result is treated as a promise of it. */
const promised = <T>(act: () => T | PromiseLike<T>): Promise<T> => new Promise((resolve) => resolve(act()));
