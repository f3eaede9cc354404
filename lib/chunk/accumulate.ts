import { defer, map, type OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import type { Answer } from './Answer.ts';
import type { Chunk } from './Chunk.ts';
import { AnswerBuilder, CHOICE_RULES, type ChoiceOptions } from './AnswerBuilder.ts';

/**
 * The answer so far (of choice 0, unless `choice` says otherwise) after each chunk: what a view binds to. Its cost is linear in the answer.
 *
 * ```text
 * chunks   --start--text("Hel")--text("lo")--finish--|
 *          --""-----"Hel"--------"Hello"-----"Hello"-|      (the answers' text)
 * ```
 *
 * Earlier answers do not change. Members that a chunk leaves unchanged are the same objects in the next answer (`toolCalls`, each call in it,
 * `usage`): copying them each time would take more than linear time, and a view can see by `===` that nothing is new.
 * So do not modify the answers.
 *
 * @example
 * ```ts
 * import { accumulate, autonomousAI } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(accumulate())
 *   .subscribe(({ text }) => console.log(text));
 * ```
 */
export function accumulate(options: ChoiceOptions = {}): OperatorFunction<Chunk, Answer> {
  checkRules(options, CHOICE_RULES);
  return (source) =>
    defer(() => {
      const builder = new AnswerBuilder(options);
      return source.pipe(
        map((chunk) => {
          builder.add(chunk);
          return builder.snapshot();
        }),
      );
    });
}
