import { tryParse } from '../../framing/json/tryParse.ts';
import { holdsPage } from './excerptOf.ts';
import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';

/**
 * The JSON of an error, which may have something around it: words of a gateway, the fields of an event stream, a byte order mark, or the
 * quotes of a JSON string. `undefined` if there is none.
 */
export function errorJson(text: string): unknown {
  const whole = tryParse(text);
  if (isText(whole)) return errorJson(whole) ?? whole;
  if (whole !== undefined || holdsPage(text)) return whole;
  return [text, ...text.split(/[\r\n]+/)]
    .map((part) => tryParse(/[[{][^]*/.exec(part)?.[0] ?? ''))
    .find((json) => isRecord(Array.isArray(json) ? json[0] : json));
}
