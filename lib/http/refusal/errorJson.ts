import { tryParse } from '../../framing/json/tryParse.ts';
import { holdsPage } from './excerptOf.ts';
import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';

/** No more of a text is searched for JSON, and no more of its lines. */
const MAX_LENGTH = 64 * 1024;
const MAX_LINES = 20;

/**
 * The JSON of an error, which may have something around it: words of a gateway, the fields of an event stream, a byte order mark, or the
 * quotes of a JSON string. `undefined` if there is none.
 */
export function errorJson(text: string): unknown {
  const whole = tryParse(text);
  if (isText(whole)) return errorJson(whole) ?? whole;
  if (whole !== undefined || holdsPage(text)) return whole;
  const beginning = text.slice(0, MAX_LENGTH);
  return [beginning, ...beginning.split(/[\r\n]+/, MAX_LINES)]
    .map((part) => tryParse(/[[{][^]*/.exec(part)?.[0] ?? ''))
    .find((json) => isRecord(Array.isArray(json) ? json[0] : json));
}
