import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import type { PieceKind } from './OutputItem.ts';
import { readText } from './readText.ts';

/** A part of a complete item. */
export interface ItemPart {
  readonly kind: PieceKind;
  /** The index of the part in the content, or in the summary. */
  readonly part: number;
  readonly text: string;
  /** What the text cites, as sent. */
  readonly annotations?: unknown;
}

const KINDS: Readonly<Record<string, PieceKind>> = {
  output_text: 'text',
  text: 'text',
  refusal: 'refusal',
  reasoning_text: 'reasoning',
  reasoning: 'reasoning',
  summary_text: 'reasoning',
  thinking: 'reasoning',
};

/**
 * The text of a complete item: of a message its content, of a reasoning item its summary and its content. Other items contain nothing to
 * read.
 */
export function itemParts(item: JsonObject): readonly ItemPart[] {
  const { type, content, summary } = item;
  if (type === 'reasoning') return [...partsOf(summary, 'summary'), ...partsOf(content, 'reasoning')];
  return type === 'message' || saysNothing(type) ? partsOf(content) : [];
}

/** @param kind the kind of all parts, if their own types are to be ignored */
function partsOf(content: unknown, kind?: PieceKind): readonly ItemPart[] {
  if (saysNothing(content)) return [];
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.flatMap((value, part) => {
    const own = isRecord(value) ? kindOf(value) : 'text';
    if (own === undefined) return [];
    const text = textOf(value);
    const annotations = isRecord(value) ? value['annotations'] : undefined;
    return text === '' && saysNothing(annotations) ? [] : [{ kind: kind ?? own, part, text, annotations }];
  });
}

/** A part of an unknown kind is ignored; an object that is not a part at all is the answer itself. */
function kindOf({ type }: JsonObject): PieceKind | undefined {
  if (typeof type !== 'string') return 'text';
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

function textOf(value: unknown): string {
  if (!isRecord(value)) return readText(value) ?? JSON.stringify(value);
  const said = value['refusal'] ?? value['text'];
  if (said === undefined && typeof value['type'] !== 'string') return JSON.stringify(value);
  return readText(said) ?? JSON.stringify(said);
}
