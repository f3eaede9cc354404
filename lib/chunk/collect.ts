import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { operate } from '../rx/operate.ts';
import type { Answer } from './Answer.ts';
import type { Chunk } from './Chunk.ts';
import { AnswerBuilder, CHOICE_RULES, type ChoiceOptions } from './AnswerBuilder.ts';

/**
 * Emits the whole answer (of choice 0, unless `choice` says otherwise) once, at completion. After an error nothing is emitted: `settle`
 * keeps what had arrived.
 *
 * ```text
 * chunks   --start--text("Hel")--text("lo")--finish--|
 *          ------------------------------------------(a |)      a.text = 'Hello'
 * ```
 *
 * @example
 * ```ts
 * import { firstValueFrom } from 'rxjs';
 * import { autonomousAI, collect } from 'rxllm';
 *
 * const answer$ = autonomousAI().stream({ messages: [{ role: 'user', content: 'Hello' }] });
 * const ask = async (): Promise<string> => (await firstValueFrom(answer$.pipe(collect()))).text;
 * ```
 */
export function collect(options: ChoiceOptions = {}): OperatorFunction<Chunk, Answer> {
  checkRules(options, CHOICE_RULES);
  return operate((destination) => {
    const builder = new AnswerBuilder(options);
    return {
      next(chunk) {
        builder.add(chunk);
      },
      complete() {
        destination.next(builder.whole());
        destination.complete();
      },
    };
  });
}
