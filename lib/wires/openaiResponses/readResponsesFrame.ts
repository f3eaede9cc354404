import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { toArguments } from '../reading/toArguments.ts';
import { toIndex } from '../reading/toIndex.ts';
import { readText } from './readText.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';

/** The members by which an event is known whose name stands in its SSE event alone. */
const MEMBERS = ['delta', 'item', 'response', 'annotation', 'text', 'arguments'];
const TEXT_DELTA = /(?:output_text|refusal|reasoning_text|reasoning_summary_text)\.delta$/;
const ARGUMENTS_DELTA = 'response.function_call_arguments.delta';

/**
 * Reads a frame member by member: what is plain is read, whatever its type; an index that is none counts as absent; a delta that cannot be
 * read is named. `undefined` for what is neither an event nor a whole response.
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

/** Is it a response, which is one whole answer, and not one that is still being made and says nothing yet? */
export function isResponse({ type, object, output, status }: JsonObject): boolean {
  if (!saysNothing(type) || (!Array.isArray(output) && object !== 'response')) return false;
  return !saysNothing(output) || !(status === 'queued' || status === 'in_progress');
}

/** Is it an event that does not say its own name? A response has members of the same names, and says what it is. */
const isNameless = (json: JsonObject): boolean =>
  saysNothing(json['object']) && MEMBERS.some((name) => !saysNothing(json[name]));

/** The deltas of other events may be anything, and are not read. */
function readDelta(type: string, delta: unknown): string | undefined {
  if (TEXT_DELTA.test(type)) return readText(delta);
  if (type === ARGUMENTS_DELTA) return toArguments(delta) ?? '';
  return typeof delta === 'string' ? delta : '';
}
