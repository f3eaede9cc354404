import type { Observable } from 'rxjs';
import { GateSubscriber } from './Gate.ts';
import { Queue } from './Queue.ts';

/** How many items may wait if nobody says otherwise. */
export const HIGH_WATER_MARK = 64;

interface Waiter<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** The iterator of `toAsyncIterable`. */
export class ObservableIterator<T> implements AsyncIterableIterator<T> {
  readonly #source: Observable<T>;
  readonly #queue: QueueSubscriber<T>;
  #started = false;

  constructor(source: Observable<T>, highWaterMark: number) {
    this.#source = source;
    this.#queue = new QueueSubscriber<T>(highWaterMark);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const result = this.#queue.take();
    if (!this.#started) {
      this.#started = true;
      this.#source.subscribe(this.#queue);
    }
    return result;
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#started = true;
    this.#queue.discard();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    void this.return();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Either items that wait for `next()`, or `next()` calls that wait for items, never both. */
class QueueSubscriber<T> extends GateSubscriber<T> {
  readonly #highWaterMark: number;
  readonly #lowWaterMark: number;
  readonly #items = new Queue<T>();
  readonly #waiters = new Queue<Waiter<T>>();
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(highWaterMark: number) {
    super();
    this.#highWaterMark = highWaterMark;
    this.#lowWaterMark = Math.floor(highWaterMark / 4);
  }

  take(): Promise<IteratorResult<T, undefined>> {
    if (this.#items.size > 0) {
      const value = this.#items.take() as T;
      if (this.gate.paused && this.#items.size <= this.#lowWaterMark) this.gate.resume();
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure) {
      const { error } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(error);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#waiters.add({ resolve, reject }));
  }

  discard(): void {
    this.unsubscribe();
    this.#items.clear();
    this.#failure = undefined;
    this.#end();
  }

  protected override _next(value: T): void {
    const waiter = this.#waiters.take();
    if (waiter) {
      waiter.resolve({ done: false, value });
      return;
    }
    this.#items.add(value);
    if (this.#items.size >= this.#highWaterMark) this.gate.pause();
  }

  protected override _error(error: unknown): void {
    const waiter = this.#waiters.take();
    if (waiter) waiter.reject(error);
    else this.#failure = { error };
    this.#end();
    this.unsubscribe();
  }

  protected override _complete(): void {
    this.#end();
    this.unsubscribe();
  }

  #end(): void {
    this.#ended = true;
    while (this.#waiters.size > 0) this.#waiters.take()?.resolve({ done: true, value: undefined });
  }
}
