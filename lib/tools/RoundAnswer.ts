import type { OperatorFunction } from 'rxjs';
import type { Answer } from '../chunk/Answer.ts';
import { AnswerBuilder } from '../chunk/AnswerBuilder.ts';
import type { FinishChunk } from '../chunk/Chunk.ts';
import { operate } from '../rx/operate.ts';
import type { AnswerForm } from '../sources/AnswerForm.ts';
import type { CallNumbers } from './CallNumbers.ts';

/** Puts the answer of one round together while it passes by. */
export class RoundAnswer {
  readonly #builder = new AnswerBuilder();
  readonly #finishes: FinishChunk[] = [];
  #answer: Answer | undefined;

  /** The answer, once its stream has completed. */
  get whole(): Answer {
    this.#answer ??= this.#builder.whole();
    return this.#answer;
  }

  /** How the answer ended. */
  get finishes(): readonly FinishChunk[] {
    return this.#finishes;
  }

  /**
   * Lets the content through, its calls numbered on, and the first `start` of the run; usage and the end are the run's to tell.
   *
   * ```text
   * round 2   --start--text--call(0)--usage--finish--|
   *           ---------text--call(2)-----------------|
   * ```
   *
   * @param isFirst asked of each chunk that may pass: is it the first one of the run?
   */
  read<T>({ chunkOf, toValue }: AnswerForm<T>, numbers: CallNumbers, isFirst: () => boolean): OperatorFunction<T, T> {
    return operate(() => ({
      next: (value, destination) => {
        const chunk = chunkOf(value);
        if (chunk === undefined) return destination.next(value);
        const own = chunk.type === 'tool-call' ? numbers.number(chunk) : chunk;
        this.#builder.add(own);
        if (own.type === 'finish') this.#finishes.push(own);
        if (own.type === 'finish' || own.type === 'usage') return undefined;
        if (!isFirst() && own.type === 'start') return undefined;
        return destination.next(own === chunk ? value : toValue(own));
      },
    }));
  }
}
