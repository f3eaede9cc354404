import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { isRecord } from '../http/refusal/isRecord.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** A body with the caller's fields: a later one wins, objects are merged one level deep, and `undefined` removes a field. */
export const mergeBody = (...all: readonly (JsonObject | undefined)[]): JsonObject => {
  const merged: Record<string, unknown> = {};
  for (const [key, value] of all.flatMap((fields) => Object.entries(fields ?? {}))) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const field = isPlain(before) && isPlain(value) ? { ...before, ...value } : value;
    // `__proto__` is a field like any other.
    Object.defineProperty(merged, key, { value: field, enumerable: true, configurable: true, writable: true });
  }
  return merged;
};

const isPlain = (value: unknown): value is JsonObject => isRecord(value) && !('toJSON' in value);

/** The body's bytes are ours: an HTTP client that serialises objects may change them. */
export function serialise(body: JsonObject): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError([mustBe('body', 'JSON')]);
  }
}
