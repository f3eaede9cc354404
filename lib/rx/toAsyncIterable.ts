import type { Observable } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { atLeast } from '../codec/Rule.ts';
import { HIGH_WATER_MARK, ObservableIterator } from './ObservableIterator.ts';

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
  const { highWaterMark = HIGH_WATER_MARK } = options;
  return { [Symbol.asyncIterator]: () => new ObservableIterator(source, highWaterMark) };
}
