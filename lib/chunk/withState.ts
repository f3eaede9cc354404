import type { OperatorFunction } from 'rxjs';
import { operate } from '../rx/operate.ts';
import type { Answer } from './Answer.ts';
import { AnswerBuilder, type ChoiceOptions } from './AnswerBuilder.ts';
import type { Chunk } from './Chunk.ts';
import { isOutput } from './isOutput.ts';

/** An answer as far as it has come, and how it stands with it. */
export interface AnswerState {
  /** The answer so far; empty at first. */
  readonly answer: Answer;
  /**
   * `waiting`: nothing of the answer has come yet. `answering`: it comes. `done`: it is whole. `failed`: it ended with an error, and
   * `answer` is what had come.
   */
  readonly state: 'waiting' | 'answering' | 'done' | 'failed';
  /** Why it failed; an `AbortError` where the caller stopped it by its signal. */
  readonly error?: unknown;
}

/**
 * The answer so far and its state, for a view: one subscription, one value to bind to, and never an error notification.
 *
 * ```text
 * chunks   --start--text("Hel")--text("lo")--finish--|        --text("Hel")--#
 *          w-w------a------------a-----------a-------(d |)    w-a------------(f |)
 *
 *          w: waiting   a: answering   d: done   f: failed, with the error
 * ```
 *
 * `waiting` comes with the subscription, with an empty answer. Each chunk gives the answer so far as `accumulate` does, and at the end
 * comes the whole one as `collect` gives it, or what had come before the error. It costs what `accumulate` costs.
 *
 * A source that is stopped before this operator (`takeUntil(stop$)`) completes, and is `done` as far as it came.
 *
 * @example
 * ```ts
 * import { autonomousAI, withState } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(withState())
 *   .subscribe(({ answer, state, error }) => console.log(state, answer.text, error ?? ''));
 * ```
 */
export function withState(options: ChoiceOptions = {}): OperatorFunction<Chunk, AnswerState> {
  return operate((destination) => {
    const builder = new AnswerBuilder(options);
    let state: AnswerState['state'] = 'waiting';
    destination.next({ answer: builder.snapshot(), state });
    return {
      next(chunk) {
        builder.add(chunk);
        if (isOutput(chunk)) state = 'answering';
        destination.next({ answer: builder.snapshot(), state });
      },
      error(error) {
        destination.next({ answer: builder.snapshot(), state: 'failed', error });
        destination.complete();
      },
      complete() {
        destination.next({ answer: builder.whole(), state: 'done' });
        destination.complete();
      },
    };
  });
}
