import type { MonoTypeOperatorFunction } from 'rxjs';
import { operate } from '../rx/operate.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';

/** A source that sends bad frames without end must not fill the memory. The last ones say the most. */
const MAX_HELD = 256;

/** What counts as content, and what to do with the rest. */
export interface HoldOptions<T> {
  readonly isContent: (value: T) => boolean;
  /** Called before the first content is emitted, and when the source commits itself: see `commit`. */
  readonly onContent: () => void;
  /** What is emitted at once, whether content or not. @default nothing */
  readonly passes?: (value: T) => boolean;
  /** Whether an answer may end without content. What was held is then emitted at its end. @default false */
  readonly mayBeEmpty?: boolean;
}

/**
 * Holds an answer back until its first content, so that a source that fails before that leaves no trace.
 *
 * ```text
 * source   --start--text--text--|        --start--finish--|
 *          ---------(st)--text--|        -----------------#      EmptyAnswerError
 * ```
 *
 * A source that commits itself before it has content (it runs a tool) counts as one with content from then on.
 */
export function holdUntilContent<T>(options: HoldOptions<T>): MonoTypeOperatorFunction<T> {
  const { isContent, onContent, passes = () => false, mayBeEmpty = false } = options;
  return operate((destination) => {
    let held: T[] | undefined = [];
    let isFinal = mayBeEmpty;

    const decide = (): void => {
      isFinal = true;
      onContent();
    };

    const release = (): void => {
      const values = held ?? [];
      held = undefined;
      for (const value of values) destination.next(value);
    };

    return {
      next(value) {
        if (held && isContent(value)) {
          decide();
          release();
        }
        if (!held || passes(value)) destination.next(value);
        else if (held.push(value) > MAX_HELD) held.shift();
      },
      complete() {
        if (held && !isFinal) throw new EmptyAnswerError(0);
        release();
        destination.complete();
      },
      committed: decide,
    };
  });
}
