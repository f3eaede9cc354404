import type { Framing } from './Framing.ts';

/** How to read a body. */
export type BodyForm = 'sse' | 'ndjson' | 'json' | 'custom' | 'unexpected';

/** What is known of a body before its first byte is read. */
export interface BodyHeader {
  readonly contentType: string;
  readonly framing: Framing;
  /** Was the answer asked for piece by piece? */
  readonly stream: boolean;
}

const NDJSON = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/;
/** A field of an event stream, or a comment. */
const SSE_LINE = /^(?:(?:data|event|id|retry)(?::|[\r\n]|$)|:)/;
/** An object over several lines: no line of it is JSON. */
const SPREAD_OUT = /^\{[ \t]*[\r\n]/;
/** So many characters tell a field of an event stream from other text, and a line from JSON over several. */
export const ENOUGH_CHARACTERS = 8;

/** Can the header alone decide? Only for a framing of the caller's own, which may be binary. */
export const isDecided = ({ contentType, framing }: BodyHeader): boolean =>
  typeof framing !== 'string' && framing.contentTypes.some((type) => type.toLowerCase() === mediaTypeOf(contentType));

/**
 * How to read a body, by its header and by how it begins: where the header lies or is silent, the first character that is not white
 * space decides.
 *
 * @param beginning the first characters that are not white space; empty for a body without any
 */
export function bodyForm(header: BodyHeader, beginning: string): BodyForm {
  const { contentType, framing, stream } = header;
  if (isDecided(header)) return 'custom';
  const type = mediaTypeOf(contentType);
  const first = beginning.charAt(0);
  if (first === '<') return 'unexpected';
  if (SSE_LINE.test(beginning)) return 'sse';
  const isLines = NDJSON.test(type) || (framing === 'ndjson' && stream);
  if (first === '{') return isLines && !SPREAD_OUT.test(beginning.slice(0, ENOUGH_CHARACTERS)) ? 'ndjson' : 'json';
  if (first === '[') return 'json';
  return byHeader(type, framing);
}

function byHeader(type: string, framing: Framing): BodyForm {
  if (type === 'text/event-stream') return 'sse';
  if (NDJSON.test(type)) return 'ndjson';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type !== '' && type !== 'text/plain' && type !== 'application/octet-stream') return 'unexpected';
  if (typeof framing !== 'string') return 'custom';
  return ({ sse: 'sse', ndjson: 'ndjson', 'json-array': 'json' } as const)[framing];
}

/** The media type alone, in lower case. */
const mediaTypeOf = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
