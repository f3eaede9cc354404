import { Observable, type ObservableInput, type OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { atLeast } from '../codec/Rule.ts';
import { OrderedWork } from './OrderedWork.ts';

/** Options of `mapAsync`. */
export interface MapAsyncOptions {
  /** How many values are worked on at once. @default 1 */
  readonly concurrency?: number | undefined;
  /** How many values may wait for their turn before the source is asked to pause. @default 64 */
  readonly highWaterMark?: number | undefined;
}

const RULES = { concurrency: atLeast(1), highWaterMark: atLeast(0) };

/**
 * Does asynchronous work for each value, in the order of the values, and asks the source to pause while many values wait for it.
 *
 * ```text
 * values        --a--b--c------------|
 * project       a: ----1|   b: --2|   c: -3|
 * concurrency 1 ------1---2--3-------|
 * ```
 *
 * `project` returns a promise, an Observable, or any other `ObservableInput`. With a `concurrency` of 1 each value of an inner
 * Observable is emitted as soon as it arrives. With a higher one, that many values are worked on at once; the results stay in the order
 * of the values, and early ones wait.
 *
 * A provider's stream is paused, down to its socket, while more than `highWaterMark` values wait to be worked on or, once done, to be
 * emitted. RxJS's `concatMap` and `mergeMap` would buffer the whole answer. A source that cannot be paused is buffered without bound. A
 * consumer that pauses also pauses the source, and no further work starts until it continues.
 *
 * As in RxJS, an error does not wait its turn: an error of the source, of `project` or of its work ends everything at once. Unsubscribing
 * drops the waiting values and unsubscribes the work in progress.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @param project what to do with a value; `index` counts the values from 0
 * @example
 * ```ts
 * import { autonomousAI, mapAsync, toText } from 'rxllm';
 *
 * // Saves one piece, say in a database.
 * declare function save(piece: string, index: number): Promise<string>;
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText(), mapAsync(save))
 *   .subscribe((id) => console.log('saved as', id));
 * ```
 */
export function mapAsync<T, R>(
  project: (value: T, index: number) => ObservableInput<R>,
  options: MapAsyncOptions = {},
): OperatorFunction<T, R> {
  checkRules(options, RULES);
  const { concurrency = 1, highWaterMark = 64 } = options;
  return (source) =>
    new Observable((destination) => {
      source.subscribe(new OrderedWork(destination, { project, concurrency, highWaterMark }));
    });
}
