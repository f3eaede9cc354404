import type { OperatorFunction } from 'rxjs';
import type { Answer } from '../chunk/Answer.ts';
import { AnswerBuilder } from '../chunk/AnswerBuilder.ts';
import type { FinishChunk } from '../chunk/Chunk.ts';
import { operate } from '../rx/operate.ts';
import type { AnswerForm } from '../sources/AnswerForm.ts';
import type { CallNumbers } from './CallNumbers.ts';

/** Assembles the answer of one round as its values pass through. */
export class RoundAnswer {
  readonly #builder = new AnswerBuilder();
  readonly #finishes: FinishChunk[] = [];
  #answer: Answer | undefined;

  /** The answer, available once its stream has completed. */
  get whole(): Answer {
    this.#answer ??= this.#builder.whole();
    return this.#answer;
  }

  /** How the answer ended. */
  get finishes(): readonly FinishChunk[] {
    return this.#finishes;
  }

  /**
   * Passes on the content, with its calls renumbered, and the first `start` of the run. The run itself emits the usage and the end.
   *
   * ```text
   * round 2   --start--text--call(0)--usage--finish--|
   *           ---------text--call(2)-----------------|
   * ```
   *
   * @param isFirst called for each chunk that may pass; whether it is the first one of the run
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
