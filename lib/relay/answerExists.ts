import { InvalidRequestError } from '../errors/InvalidRequestError.ts';

/** The error of a log that already has an answer with this id. */
export const answerExists = (): InvalidRequestError =>
  new InvalidRequestError([
    {
      path: 'id',
      expected: 'an id of its own',
      message: 'the log already has an answer with this id: choose another id, or read that answer with resumeAnswer',
    },
  ]);
