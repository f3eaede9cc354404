import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';

/** The error of an answer that a log does not hold, or not completely. `why` is for debugging. */
export const lostAnswer = (why: string | Error): IncompleteAnswerError =>
  new IncompleteAnswerError('lost', { cause: typeof why === 'string' ? new Error(why) : why });
