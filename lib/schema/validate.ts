import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { issuesOf } from '../codec/issuesOf.ts';
import { isPromiseLike } from '../rx/isPromiseLike.ts';
import type { StandardIssue, StandardResult } from './StandardSchema.ts';
import { isCodec, isStandardSchema, type ToolParameters } from './ToolParameters.ts';

/** A value as parsed by a schema, or what is wrong with it: a sentence for each problem, with its path. */
export type Validation = Either<readonly string[], unknown>;

/**
 * Validates a value against a schema, synchronously if the schema allows it. A JSON Schema accepts every value as it is.
 *
 * Throws or rejects with what the schema's own code throws.
 */
export function validate(schema: ToolParameters, value: unknown): Validation | PromiseLike<Validation> {
  if (isStandardSchema(schema)) {
    const result = schema['~standard'].validate(value);
    return isPromiseLike(result) ? result.then(toValidation) : toValidation(result);
  }
  if (!isCodec(schema)) return right(value);
  const decoded = schema.decode(value);
  return isLeft(decoded) ? left(issuesOf(decoded.left).map(({ message }) => message)) : decoded;
}

const toValidation = (result: StandardResult<unknown>): Validation =>
  result.issues === undefined ? right(result.value) : left(result.issues.map(sentenceOf));

function sentenceOf({ path = [], message }: StandardIssue): string {
  const keys = path.map((step) => String(typeof step === 'object' ? step.key : step));
  return keys.length === 0 ? message : `${keys.join('/')}: ${message}`;
}
