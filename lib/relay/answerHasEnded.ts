import { InvalidRequestError } from '../errors/InvalidRequestError.ts';

/** The error of a log that accepts no more frames of an answer because it has ended. */
export const answerHasEnded = (): InvalidRequestError =>
  new InvalidRequestError([
    { path: 'id', expected: 'an answer that is open', message: 'the answer has ended, so nothing can be added to it' },
  ]);
