import type { Framing } from './Framing.ts';

/** How to read a body. */
export type BodyForm = 'sse' | 'ndjson' | 'json' | 'custom' | 'unexpected';

/** What is known about a body before its first byte is read. */
export interface BodyHeader {
  readonly contentType: string;
  readonly framing: Framing;
  /** Whether the answer was requested as a stream. */
  readonly stream: boolean;
}

const NDJSON = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/;
/** A field of an event stream, or a comment. */
const SSE_LINE = /^(?:(?:data|event|id|retry)(?::|[\r\n]|$)|:)/;
/** An object that spans several lines, none of which is JSON by itself. */
const SPREAD_OUT = /^\{[ \t]*[\r\n]/;
/** How many characters are needed to tell a field of an event stream from other text, and a JSON line from JSON on several lines. */
const ENOUGH_CHARACTERS = 8;

/** Whether enough is known about a body to choose how to read it. */
export function isDecided(header: BodyHeader, beginning: string): boolean {
  // A custom framing may be binary, so only the header can decide.
  if (isCustom(header)) return true;
  if (beginning.length >= ENOUGH_CHARACTERS || /^[[<]|[\r\n]/.test(beginning)) return true;
  return beginning.startsWith('{') && (!isLines(header) || /^\{[^ \t]/.test(beginning));
}

/**
 * How to read a body, by its header and its beginning. If the header is wrong or missing, the first character that is not white space
 * decides.
 *
 * @param beginning the first characters that are not white space; empty if there are none
 */
export function bodyForm(header: BodyHeader, beginning: string): BodyForm {
  if (isCustom(header)) return 'custom';
  const first = beginning.charAt(0);
  if (first === '<') return 'unexpected';
  if (SSE_LINE.test(beginning)) return 'sse';
  if (first === '{')
    return isLines(header) && !SPREAD_OUT.test(beginning.slice(0, ENOUGH_CHARACTERS)) ? 'ndjson' : 'json';
  if (first === '[') return 'json';
  return byHeader(header);
}

const isCustom = ({ contentType, framing }: BodyHeader): boolean =>
  typeof framing !== 'string' && framing.contentTypes.some((type) => type.toLowerCase() === mediaTypeOf(contentType));

const isLines = ({ contentType, framing, stream }: BodyHeader): boolean =>
  NDJSON.test(mediaTypeOf(contentType)) || (framing === 'ndjson' && stream);

function byHeader({ contentType, framing }: BodyHeader): BodyForm {
  const type = mediaTypeOf(contentType);
  if (type === 'text/event-stream') return 'sse';
  if (NDJSON.test(type)) return 'ndjson';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type !== '' && type !== 'text/plain' && type !== 'application/octet-stream') return 'unexpected';
  if (typeof framing !== 'string') return 'custom';
  return ({ sse: 'sse', ndjson: 'ndjson', 'json-array': 'json' } as const)[framing];
}

/** The media type alone, in lower case. */
const mediaTypeOf = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
