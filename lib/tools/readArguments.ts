import { left, mapLeft, right, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { map, type Observable, of } from 'rxjs';
import type { JsonObject } from '../request/JsonObject.ts';
import { fromResult } from '../rx/fromResult.ts';
import type { RunnableTool } from './RunnableTool.ts';
import type { ToolFailure } from './RunChunk.ts';
import { failureOf } from './failureOf.ts';

/**
 * The arguments of a call as the tool will receive them, or the failure for the model: they are not JSON, not an object, or do not fit.
 * Synchronous if the tool's schema is. Raises what the schema's own code throws.
 */
export function readArguments({ validate }: RunnableTool, json: string): Observable<Either<ToolFailure, unknown>> {
  const parsed = parseArguments(json);
  if (parsed._tag === 'Left' || validate === undefined) return of(parsed);
  const validation = validate(parsed.right);
  return fromResult(() => validation).pipe(
    map(mapLeft((errors) => failureOf('arguments', `the arguments do not fit: ${errors.join('; ')}`))),
  );
}

/** `''` is the empty object: models call a tool without parameters like this. */
export function parseArguments(json: string): Either<ToolFailure, JsonObject> {
  if (json.trim() === '') return right({});
  try {
    const value: unknown = JSON.parse(json);
    return t.UnknownRecord.is(value)
      ? right(value)
      : left(failureOf('arguments', `the arguments must be a JSON object, not ${nounOf(value)}`));
  } catch (error) {
    return left(failureOf('arguments', `the arguments are not JSON: ${(error as Error).message}`));
  }
}

const nounOf = (value: unknown): string =>
  Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
