import { left, right, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { operate } from '../rx/operate.ts';
import type { Answer } from './Answer.ts';
import type { Chunk } from './Chunk.ts';
import { AnswerBuilder, CHOICE_RULES, type ChoiceOptions } from './AnswerBuilder.ts';

/** What had arrived when an answer failed, and why it did. */
export interface PartialAnswer {
  /** Text, reasoning, tool calls (the arguments of the last one may be cut off), and usage if it was reported. */
  readonly answer: Answer;
  /** Why the answer ended early. */
  readonly error: unknown;
}

/**
 * Emits the answer once, however it ends: `right` with the whole answer, or `left` with what had arrived before an error, an abort or a
 * deadline. Like `Promise.allSettled`, it never fails.
 *
 * ```text
 * chunks   --start--text("Hel")--#
 *          ----------------------(L |)      L = left({ answer: { text: 'Hel', … }, error })
 * ```
 *
 * @example
 * ```ts
 * import { isLeft } from 'fp-ts/lib/Either.js';
 * import { firstValueFrom } from 'rxjs';
 * import { autonomousAI, settle } from 'rxllm';
 *
 * async function ask(prompt: string): Promise<string> {
 *   const answer$ = autonomousAI().stream({ messages: [{ role: 'user', content: prompt }] });
 *   const settled = await firstValueFrom(answer$.pipe(settle()));
 *   return isLeft(settled) ? `${settled.left.answer.text} … (cut off)` : settled.right.text;
 * }
 * ```
 */
export function settle(options: ChoiceOptions = {}): OperatorFunction<Chunk, Either<PartialAnswer, Answer>> {
  checkRules(options, CHOICE_RULES);
  return operate((destination) => {
    const builder = new AnswerBuilder(options);
    return {
      next(chunk) {
        builder.add(chunk);
      },
      error(error) {
        destination.next(left({ answer: builder.snapshot(), error }));
        destination.complete();
      },
      complete() {
        destination.next(right(builder.whole()));
        destination.complete();
      },
    };
  });
}
