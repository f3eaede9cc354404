import type { Observable } from 'rxjs';
import { GateSubscriber } from './Gate.ts';
import { Queue } from './Queue.ts';
import { checkRules } from '../codec/checkRules.ts';
import { atLeast } from '../codec/Rule.ts';

/** Options of `toAsyncIterable` and `toReadableStream`. */
export interface BufferOptions {
  /** How many items may wait before the source is asked to pause. @default 64 */
  readonly highWaterMark?: number | undefined;
}

const RULES = { highWaterMark: atLeast(1) };

/**
 * Reads an Observable item by item, with `for await`.
 *
 * ```text
 * source     --a--b--c-------|
 * next()     ^  ^       ^  ^
 * promises   --a--b     c  done
 * ```
 *
 * The source is subscribed at the first `next()`, and each iterator is a separate subscription. Concurrent `next()` calls
 * are served in order. Buffered items come before the error. `break`, `return()` and `throw()` unsubscribe at once and settle
 * pending `next()` calls with `done`.
 *
 * A consumer that stops reading pauses the socket of a provider's stream, also through operators: at most `highWaterMark`
 * items and one network read are buffered. A source that cannot be paused is buffered without bound.
 *
 * @example
 * ```ts
 * import { autonomousAI, toAsyncIterable, toText } from 'rxllm';
 *
 * const words$ = autonomousAI().stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(toText());
 *
 * async function print(): Promise<void> {
 *   for await (const word of toAsyncIterable(words$)) process.stdout.write(word);
 * }
 * ```
 */
export function toAsyncIterable<T>(source: Observable<T>, options: BufferOptions = {}): AsyncIterable<T> {
  checkRules(options, RULES);
  const { highWaterMark = 64 } = options;
  return { [Symbol.asyncIterator]: () => new ObservableIterator(source, highWaterMark) };
}

interface Waiter<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

class ObservableIterator<T> implements AsyncIterableIterator<T> {
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
