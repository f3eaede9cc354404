import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';

/** Throws an `InvalidRequestError` for a value that is not the id of an answer. */
export function checkId(id: unknown): void {
  if (typeof id !== 'string' || id === '') throw new InvalidRequestError([mustBe('id', 'a string that is not empty')]);
}
