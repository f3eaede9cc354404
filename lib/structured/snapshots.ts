import type { OperatorFunction } from 'rxjs';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { operate } from '../rx/operate.ts';
import { Ticker } from '../rx/Ticker.ts';
import type { PartialJsonParser } from './PartialJsonParser.ts';

/** What is open is copied for each value: a list of so many elements still for each piece, a longer one once a frame of the screen. */
const MAX_WEIGHT = 2_048;
const FRAME_MS = 16;

/** How often partial values are given. */
export interface SnapshotOptions {
  /**
   * The least time from one value to the next, in milliseconds; what changes meanwhile costs no copy.
   *
   * @default none: each piece that changes the value gives one; 16 while more than 2,048 elements, or 256 members, are in arrays and
   * objects that are open
   */
  readonly everyMs?: number | undefined;
}

/** What reads JSON out of the values of a stream. */
export interface JsonSource<T> {
  readonly parser: PartialJsonParser;
  /** Reads a value of the stream; has the JSON value changed? */
  add(value: T): boolean;
  /** There are no more; has the JSON value changed? */
  end(): boolean;
}

/**
 * The JSON value so far, after each change or at a pace. It is looked at when it is due alone, since that is what costs: were a long list
 * copied for each piece of it, the cost would be the square of its length. The last value comes before the end of whatever kind, and text
 * that is not JSON completes after it.
 */
export function snapshots<T>(open: () => JsonSource<T>, { everyMs }: SnapshotOptions): OperatorFunction<T, unknown> {
  if (everyMs !== undefined && !(everyMs > 0)) {
    throw new InvalidRequestError([mustBe('options/everyMs', 'a number of milliseconds above 0')]);
  }
  return operate((destination) => {
    const source = open();
    const { parser } = source;
    let hasChanged = false;

    const flush = (): boolean => {
      const isDue = hasChanged;
      hasChanged = false;
      if (isDue) destination.next(parser.value);
      return isDue;
    };
    const ticker = new Ticker(destination, { everyMs: everyMs ?? FRAME_MS, tick: flush });
    const complete = (): void => {
      flush();
      destination.complete();
    };

    return {
      next(value) {
        if (source.add(value)) hasChanged = true;
        if (parser.failure) complete();
        else if (everyMs !== undefined || parser.weight > MAX_WEIGHT) ticker.start();
        else flush();
      },
      error(error) {
        flush();
        destination.error(error);
      },
      complete() {
        if (source.end()) hasChanged = true;
        complete();
      },
    };
  });
}
