import { left, mapLeft, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { map, type Observable } from 'rxjs';
import { fromResult } from '../rx/fromResult.ts';
import type { Schema } from '../schema/Schema.ts';
import { isStandardSchema, type ToolParameters } from '../schema/ToolParameters.ts';
import { validate, type Validation } from '../schema/validate.ts';
import type { ObjectFailure } from './ObjectFailure.ts';

/**
 * A value as parsed by a schema, or why it does not fit: synchronous if the schema is. Raises what the schema's own code throws.
 *
 * @param textOf returns the JSON of the value, for the failure
 */
export function readBySchema<A>(
  schema: Schema<A>,
  value: unknown,
  textOf: () => string,
): Observable<Either<ObjectFailure, A>> {
  const toResult = (validation: Validation): Either<ObjectFailure, A> =>
    mapLeft((errors: readonly string[]): ObjectFailure => {
      return { reason: 'schema', errors, text: textOf(), partial: value };
    })(validation) as Either<ObjectFailure, A>;
  const validation = check(schema as ToolParameters, value);
  return fromResult(() => validation).pipe(map(toResult));
}

/** Of a JSON Schema only one thing is checked: whether it requires an object. */
function check(schema: ToolParameters, value: unknown): Validation | PromiseLike<Validation> {
  const wantsObject = !isStandardSchema(schema) && 'type' in schema && schema['type'] === 'object';
  if (wantsObject && !t.UnknownRecord.is(value)) return left(['the value must be an object']);
  return validate(schema, value);
}
