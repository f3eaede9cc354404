import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { toArguments } from '../reading/toArguments.ts';
import { toIndex } from '../reading/toIndex.ts';
import { readText } from './readText.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';

/** The members that identify an event if its name is only in its SSE event. */
const MEMBERS = ['delta', 'item', 'response', 'annotation', 'text', 'arguments'];
const TEXT_DELTA = /(?:output_text|refusal|reasoning_text|reasoning_summary_text)\.delta$/;
const ARGUMENTS_DELTA = 'response.function_call_arguments.delta';

/**
 * Reads a frame member by member: unambiguous values are read whatever their type; an invalid index counts as absent; a delta that cannot
 * be read is reported. `undefined` for anything that is neither an event nor a whole response.
 */
export function readResponsesFrame(json: unknown): ResponsesFrame | undefined {
  if (!isRecord(json) || !saysNothing(json['choices'])) return undefined;
  const { type } = json;
  if (typeof type !== 'string' && !isResponse(json) && !isNameless(json)) return undefined;
  const name = typeof type === 'string' ? type : '';
  const delta = readDelta(name, json['delta']);
  return {
    ...json,
    type: name,
    output_index: toIndex(json['output_index']),
    content_index: toIndex(json['content_index']),
    summary_index: toIndex(json['summary_index']),
    delta,
    [UNREADABLE]: delta === undefined ? ['delta: a string'] : [],
  };
}

/** Whether it is a response, that is, one whole answer, and not one that is still in progress and has no content yet. */
export function isResponse({ type, object, output, status }: JsonObject): boolean {
  if (!saysNothing(type) || (!Array.isArray(output) && object !== 'response')) return false;
  return !saysNothing(output) || !(status === 'queued' || status === 'in_progress');
}

/** Whether it is an event without its own name. A response has members of the same names, and states what it is. */
const isNameless = (json: JsonObject): boolean =>
  saysNothing(json['object']) && MEMBERS.some((name) => !saysNothing(json[name]));

/** The deltas of other events may have any value, and are not read. */
function readDelta(type: string, delta: unknown): string | undefined {
  if (TEXT_DELTA.test(type)) return readText(delta);
  if (type === ARGUMENTS_DELTA) return toArguments(delta) ?? '';
  return typeof delta === 'string' ? delta : '';
}
