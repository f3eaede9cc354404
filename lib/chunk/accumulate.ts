import { defer, map, type OperatorFunction } from 'rxjs';
import type { Answer } from './Answer.ts';
import type { Chunk } from './Chunk.ts';
import { AnswerBuilder, type ChoiceOptions } from './AnswerBuilder.ts';

/**
 * The answer so far (of choice 0, unless `choice` says otherwise) after each chunk: what a view binds to. Its cost is linear in the answer.
 *
 * ```text
 * chunks   --start--text("Hel")--text("lo")--finish--|
 *          --""-----"Hel"--------"Hello"-----"Hello"-|      (the answers' text)
 * ```
 *
 * An answer stays as it was given. What a chunk leaves unchanged is the same object in the next answer (`toolCalls`, each call in it,
 * `usage`): to copy them each time would cost more than the answer is long, and a view sees by `===` that there is nothing new.
 * So read answers and do not change them.
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
