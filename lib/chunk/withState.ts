import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { operate } from '../rx/operate.ts';
import type { Answer } from './Answer.ts';
import { AnswerBuilder, CHOICE_RULES, type ChoiceOptions } from './AnswerBuilder.ts';
import type { Chunk } from './Chunk.ts';
import { isOutput } from './isOutput.ts';

/** The answer so far, and its state. */
export interface AnswerState {
  /** The answer so far; empty at first. */
  readonly answer: Answer;
  /**
   * `waiting`: nothing has arrived yet. `answering`: the answer is arriving. `done`: it is complete. `failed`: it ended with an error, and
   * `answer` is what had arrived.
   */
  readonly state: 'waiting' | 'answering' | 'done' | 'failed';
  /** Why it failed; an `AbortError` if the caller aborted its signal. */
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
 * `waiting` is emitted on subscription, with an empty answer. Each chunk then gives the answer so far, as `accumulate` does. The last
 * value is the whole answer, as `collect` gives it, or what had arrived before the error. The cost is that of `accumulate`.
 *
 * A source that is stopped before this operator (`takeUntil(stop$)`) completes, so its state is `done` with what had arrived.
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
  checkRules(options, CHOICE_RULES);
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
