import type { Answer } from '../../../chunk/Answer.ts';
import type { Plainly } from './toPlainWords.ts';

/** One question and its answer. */
export interface Turn {
  /** What the server calls the answer. */
  readonly id: string;
  readonly prompt: string;
  /** Which was chosen; none: the server's default. */
  readonly model: string | undefined;
  /** As far as it has come. */
  readonly answer: Answer;
  /** `open`: it comes. `cut`: the page went away in the middle of it. */
  readonly state: 'open' | 'done' | 'stopped' | 'failed' | 'cut';
  readonly failure?: Plainly | undefined;
}

export const NO_ANSWER: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
