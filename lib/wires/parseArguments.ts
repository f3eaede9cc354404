import { isRecord } from '../http/refusal/isRecord.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** The arguments of a call as an object, for wires that want one: `''` is `{}`, and what is no JSON object is `undefined`. */
export function parseArguments(json: string): JsonObject | undefined {
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
