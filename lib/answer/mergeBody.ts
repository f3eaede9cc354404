import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { isRecord } from '../http/refusal/isRecord.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** A body with the caller's fields. A later field wins, objects are merged one level deep, and `undefined` removes a field. */
export const mergeBody = (...all: readonly (JsonObject | undefined)[]): JsonObject => {
  const [first, ...rest] = all.filter((fields) => fields !== undefined);
  return rest.reduce<JsonObject>(mergeTwo, first ?? {});
};

function mergeTwo(before: JsonObject, fields: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...before, ...fields };
  for (const [key, value] of Object.entries(fields)) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (isPlain(old) && isPlain(value)) merged[key] = { ...old, ...value };
  }
  return merged;
}

const isPlain = (value: unknown): value is JsonObject => isRecord(value) && !('toJSON' in value);

/** The body is serialized here: an HTTP client that serializes objects may change it. */
export function serialise(body: JsonObject): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError([mustBe('body', 'JSON')]);
  }
}
