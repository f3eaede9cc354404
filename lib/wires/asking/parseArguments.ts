import { tryParse } from '../../framing/json/tryParse.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** The arguments of a call as an object, for wires that require one: `''` is `{}`; `undefined` if the text is not a JSON object. */
export function parseArguments(json: string): JsonObject | undefined {
  if (json.trim() === '') return {};
  const value = tryParse(json);
  return isRecord(value) ? value : undefined;
}
