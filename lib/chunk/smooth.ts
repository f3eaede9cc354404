import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { atLeast, PERIOD, STRING } from '../codec/Rule.ts';
import { operate } from '../rx/operate.ts';
import type { Chunk } from './Chunk.ts';
import { Smoother } from './Smoother.ts';
import { UNIT, unitEndsOf, type Unit } from './unitEndsOf.ts';

/** Options of `smooth`. */
export interface SmoothOptions {
  /**
   * The unit that is never split. A word includes the white space and punctuation after it. A function receives at most 256 characters of
   * the waiting text, and returns the length of the first complete unit, or 0 if there is none yet.
   *
   * @default 'word'
   */
  readonly by?: Unit | undefined;
  /** The time between two pieces, in milliseconds: 16 is one frame of a screen. @default 16 */
  readonly everyMs?: number | undefined;
  /** How long a complete unit may wait at most, in milliseconds; `Infinity`: one unit each time, however long it takes. @default 400 */
  readonly maxLagMs?: number | undefined;
  /** The language, as a BCP 47 tag, for words and characters. @default the engine's own */
  readonly locale?: string | undefined;
  /**
   * What happens to waiting text when the answer ends: it is emitted at once, or at its pace, before `usage`, `finish` and the
   * completion.
   *
   * @default 'flush'
   */
  readonly tail?: 'flush' | 'pace' | undefined;
}

const RULES = {
  by: UNIT,
  everyMs: PERIOD,
  maxLagMs: atLeast(0),
  locale: STRING,
  tail: { name: '"flush" or "pace"', is: (value: unknown) => value === 'flush' || value === 'pace' },
};

/**
 * Evens out the text of an answer: models and networks deliver it in bursts, and a view shows it word by word.
 *
 * ```text
 * chunks      --text("Hello big wide wor")--------------text("ld")--finish--|
 * every 4     --text("Hello ")--text("big ")--text("wide ")--text("world")finish--|
 * ```
 *
 * The first unit is emitted at once. Then, every `everyMs`, as many units as are needed to drain the text evenly within `maxLagMs`: the
 * words of a slow model pass as they arrive, and those of a fast one are never far behind. The time is measured, so a background tab, whose
 * timers rarely run, does not fall further behind.
 *
 * A unit is emitted when the next one has begun. Text without the end of a unit is emitted anyway once it is longer than 64 characters,
 * except for its last character. Flags, emoji families and combining marks stay whole. Each choice has its own pace.
 *
 * Any other chunk, an error and the completion pass at once, after the waiting text (but see `tail`). Unsubscribing drops the waiting
 * text. A consumer that pauses also pauses this operator.
 *
 * Throws `InvalidRequestError` for a wrong option, and if the engine lacks the `Intl.Segmenter` that is needed. An error thrown by the
 * caller's function becomes an error notification.
 *
 * @see https://www.unicode.org/reports/tr29/
 * @example
 * ```ts
 * import { accumulate, autonomousAI, smooth } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(smooth({ by: 'word' }), accumulate())
 *   .subscribe(({ text }) => console.log(text));
 * ```
 */
export function smooth(options: SmoothOptions = {}): OperatorFunction<Chunk, Chunk> {
  checkRules(options, RULES);
  const { by = 'word', everyMs = 16, maxLagMs = 400, locale, tail = 'flush' } = options;
  const unitEnds = unitEndsOf(by, locale);
  return operate((destination) => new Smoother(destination, { unitEnds, everyMs, maxLagMs, tail }));
}
