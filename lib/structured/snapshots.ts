import type { OperatorFunction } from 'rxjs';
import type { Rules } from '../codec/checkRules.ts';
import { PERIOD } from '../codec/Rule.ts';
import { operate } from '../rx/operate.ts';
import { Ticker } from '../rx/Ticker.ts';
import type { PartialJsonParser } from './PartialJsonParser.ts';

/** Open containers are copied for each value: up to this many elements for each piece, and above it once per frame of the screen. */
const MAX_WEIGHT = 2_048;
const FRAME_MS = 16;

/** How often partial values are emitted. */
export interface SnapshotOptions {
  /**
   * The minimum time between two values, in milliseconds; changes in between cost no copy.
   *
   * @default none: each piece that changes the value gives one; 16 while more than 2,048 elements, or 256 members, are in arrays and
   * objects that are open
   */
  readonly everyMs?: number | undefined;
}

/** The rules of `SnapshotOptions`. */
export const SNAPSHOT_RULES: Rules<SnapshotOptions> = { everyMs: PERIOD };

/** Reads JSON from the values of a stream. */
export interface JsonSource<T> {
  readonly parser: PartialJsonParser;
  /** Reads a value of the stream. Returns whether the JSON value has changed. */
  add(value: T): boolean;
  /** Handles the end of the stream. Returns whether the JSON value has changed. */
  end(): boolean;
}

/**
 * The JSON value so far, after each change or at an interval. It is read only when it is due, because reading is what costs: copying a
 * long list for each of its pieces would cost the square of its length. The last value is emitted before the end, whether completion or
 * error, and text that is not JSON completes after it.
 */
export function snapshots<T>(open: () => JsonSource<T>, { everyMs }: SnapshotOptions): OperatorFunction<T, unknown> {
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
