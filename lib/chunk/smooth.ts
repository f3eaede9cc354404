import type { OperatorFunction } from 'rxjs';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { operate } from '../rx/operate.ts';
import type { Chunk } from './Chunk.ts';
import { Smoother } from './Smoother.ts';
import { unitEndsOf, type Unit } from './unitEndsOf.ts';

/** Options of `smooth`. */
export interface SmoothOptions {
  /**
   * What is never torn apart. A word has the white space and the marks after it with it. A function is given text that waits, 256
   * characters of it at most, and gives the length of the first whole unit, or 0 where there is none yet.
   *
   * @default 'word'
   */
  readonly by?: Unit | undefined;
  /** How long it is from one piece to the next, in milliseconds: 16 are one frame of a screen. @default 16 */
  readonly everyMs?: number | undefined;
  /** How long text may wait at most, in milliseconds, once its unit is whole; `Infinity`: one unit each time, however long it takes. @default 400 */
  readonly maxLagMs?: number | undefined;
  /** The language, as a BCP 47 tag, for words and characters. @default the engine's own */
  readonly locale?: string | undefined;
  /**
   * What becomes of text that still waits when the answer ends: it goes at once, or goes on at its pace, and `usage`, `finish` and the
   * completion after it.
   *
   * @default 'flush'
   */
  readonly tail?: 'flush' | 'pace' | undefined;
}

/**
 * Evens out the text of an answer: models and networks give it in gulps, a view shows it word by word.
 *
 * ```text
 * chunks      --text("Hello big wide wor")--------------text("ld")--finish--|
 * every 4     --text("Hello ")--text("big ")--text("wide ")--text("world")finish--|
 * ```
 *
 * The first unit goes at once. Then, every `everyMs`, so many as let the text drain evenly within `maxLagMs`: a slow model's words pass as they come, and a
 * fast one's are never far behind. The time is measured, so a tab in the background, whose timers hardly run, stays no further behind.
 *
 * A unit goes when the next one has begun. Text in which none ends goes anyway once it is longer than 64 characters, but for its last
 * character. Flags, families of emoji and combining marks stay whole. Each choice has a pace of its own.
 *
 * Any other chunk, an error and the completion go at once, and what waits goes before them (but see `tail`). Unsubscribing drops what
 * waits. A consumer that wants to wait stops the pace too.
 *
 * Throws `InvalidRequestError` for a wrong option, and where the engine has no `Intl.Segmenter` but needs one. What a function
 * of the caller's throws is an error notification.
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
  const { by = 'word', everyMs = 16, maxLagMs = 400, locale, tail = 'flush' } = options;
  if (!(everyMs > 0)) throw new InvalidRequestError([mustBe('options/everyMs', 'a number of milliseconds above 0')]);
  if (!(maxLagMs >= 0)) throw new InvalidRequestError([mustBe('options/maxLagMs', 'a number of milliseconds')]);
  if (tail !== 'flush' && tail !== 'pace') throw new InvalidRequestError([mustBe('options/tail', '"flush" or "pace"')]);
  const unitEnds = unitEndsOf(by, locale);
  return operate((destination) => new Smoother(destination, { unitEnds, everyMs, maxLagMs, tail }));
}
