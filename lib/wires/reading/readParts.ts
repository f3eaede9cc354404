import { toJsonText } from '../../framing/json/toJsonText.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isText } from '../../http/refusal/isText.ts';
import { saysNothing } from './saysNothing.ts';
import type { Unreadable } from './Unreadable.ts';

/** The maximum nesting of parts; deeper parts are ignored. */
const MAX_DEPTH = 8;
/** A part of a content that is a list. */
export interface ContentPart {
  readonly type: 'text' | 'reasoning' | 'refusal';
  readonly text: string;
}

/** How to read a value that differs between a frame and a whole answer. */
export interface ReadChatOptions {
  /** Whether it is a single JSON answer. A content that is an object is then converted to its JSON text. */
  readonly whole: boolean;
}

const KINDS: Readonly<Record<string, ContentPart['type']>> = {
  text: 'text',
  output_text: 'text',
  thinking: 'reasoning',
  reasoning: 'reasoning',
  refusal: 'refusal',
};

/** A content as its parts: a text, a number in place of a text, or a list of parts as Mistral's reasoning models send it. */
export function readParts(
  value: unknown,
  path: string,
  { whole }: ReadChatOptions,
  unreadable: Unreadable,
): readonly ContentPart[] {
  if (saysNothing(value)) return [];
  if (typeof value === 'string' || typeof value === 'number') return [{ type: 'text', text: String(value) }];
  if (Array.isArray(value) && value.some(mayBePart)) return value.flatMap(readPart);
  // In one JSON answer, an object with a text is more likely a structured output.
  if (isRecord(value) && (isPart(value) || (!whole && isBareText(value)))) return readPart(value);
  const text = whole ? toJsonText(value) : undefined;
  if (text !== undefined) return [{ type: 'text', text }];
  unreadable.add(path, 'a string or a list of parts');
  return [];
}

/** A list of anything else is not text, but the structured output of a service that parses it. */
const mayBePart = (value: unknown): boolean =>
  typeof value === 'string' || (isRecord(value) && ['type', 'text'].some((name) => name in value));

const isPart = ({ type }: Readonly<Record<string, unknown>>): boolean =>
  typeof type === 'string' && Object.hasOwn(KINDS, type);

const isBareText = ({ type, text, content }: Readonly<Record<string, unknown>>): boolean =>
  type === undefined && (isText(text) || isText(content));

/** A part of an unknown kind is text if it has a `text`, and ignored otherwise. */
function readPart(part: unknown): readonly ContentPart[] {
  if (typeof part === 'string' || typeof part === 'number') return [{ type: 'text', text: String(part) }];
  if (!isRecord(part)) return [];
  const kind = typeof part['type'] === 'string' ? part['type'] : 'text';
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (known === undefined && !isText(part['text'])) return [];
  const type = known ?? (/reason|think|summary/.test(kind) ? 'reasoning' : 'text');
  const text = textOf(part[kind] ?? part['text'] ?? part['content'] ?? part['summary']);
  return text === '' ? [] : [{ type, text }];
}

/** The text of a part, which may itself be a list of parts, nested further. */
function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (depth === MAX_DEPTH) return '';
  if (Array.isArray(value)) return value.map((part) => textOf(part, depth + 1)).join('');
  return isRecord(value) ? textOf(value['text'] ?? value['value'], depth + 1) : '';
}
