import type { Answer } from '../../../chunk/Answer.ts';
import type { Plainly } from './toPlainWords.ts';

/** One question and its answer. */
export interface Turn {
  /** The answer's id on the server. */
  readonly id: string;
  readonly prompt: string;
  /** The model that was chosen; absent: the server's default. */
  readonly model: string | undefined;
  /** The answer so far. */
  readonly answer: Answer;
  /** `open`: the answer is arriving. `cut`: the page was left before its end. */
  readonly state: 'open' | 'done' | 'stopped' | 'failed' | 'cut';
  readonly failure?: Plainly | undefined;
}

export const NO_ANSWER: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
