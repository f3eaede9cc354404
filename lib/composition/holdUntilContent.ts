import type { MonoTypeOperatorFunction } from 'rxjs';
import { stage } from '../core/stage.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';

/** A source that sends bad frames without end must not fill the memory; the last ones tell the most. */
const MAX_HELD = 256;

/**
 * Holds an answer back until its first content, so that a source which fails before that leaves no trace.
 *
 * ```text
 * source   --start--text--text--|        --start--finish--|
 *          ---------(st)--text--|        -----------------#      EmptyAnswerError
 * ```
 *
 * @param onContent told before the first content is emitted
 */
export function holdUntilContent<T>(
  isContent: (value: T) => boolean,
  onContent: () => void,
): MonoTypeOperatorFunction<T> {
  return stage((destination) => {
    let held: T[] | undefined = [];
    return {
      next(value) {
        if (held && isContent(value)) {
          const values = held;
          held = undefined;
          onContent();
          for (const earlier of values) destination.next(earlier);
        }
        if (!held) destination.next(value);
        else if (held.push(value) > MAX_HELD) held.shift();
      },
      complete() {
        if (held) throw new EmptyAnswerError(0);
        destination.complete();
      },
    };
  });
}
