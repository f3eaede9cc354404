import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { addAll } from './addAll.ts';
import { itemParts } from './itemParts.ts';
import type { OutputItem, PieceKind } from './OutputItem.ts';
import type { OutputItems } from './OutputItems.ts';
import { readText } from './readText.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';
import { sourceOf } from './sourceOf.ts';

/** What a piece of each kind is in our words. */
const CHUNKS = { text: 'text', refusal: 'refusal', summary: 'reasoning', reasoning: 'reasoning' } as const;
/** Which type of item it belongs to. */
const OWNERS = { text: 'message', refusal: 'message', summary: 'reasoning', reasoning: 'reasoning' } as const;

/** What may say the same. */
const TWINS: Readonly<Record<PieceKind, PieceKind | undefined>> = {
  text: undefined,
  refusal: undefined,
  summary: 'reasoning',
  reasoning: 'summary',
};

/** A part that is to be said as a whole. */
interface WholePart {
  readonly kind: PieceKind;
  readonly part: number;
  readonly text: string;
}

/** Reads texts, refusals and reasoning: by their deltas, and whole where no delta came. */
export class PieceReader {
  readonly #items: OutputItems;
  /** Where the last delta belonged, since nearly every one belongs where the one before did. */
  #kind: PieceKind | undefined;
  #place: unknown;
  #part = 0;
  /** The paragraph of the reasoning that is being written. */
  #paragraph: { readonly item: OutputItem; readonly part: number } | undefined;

  constructor(items: OutputItems) {
    this.#items = items;
  }

  /** What follows may belong to another item, though it names the same place. */
  forgetPlace(): void {
    this.#kind = undefined;
  }

  addDelta(chunks: ProviderChunk[], kind: PieceKind, frame: ResponsesFrame): void {
    const { delta } = frame;
    if (!delta) return;
    const place = frame.output_index ?? frame.item_id;
    const part = partOf(kind, frame);
    if (kind !== this.#kind || place !== this.#place || part !== this.#part) {
      this.#grow(chunks, this.#items.at(OWNERS[kind], frame), kind, part);
      this.#kind = kind;
      this.#place = place;
      this.#part = part;
    }
    chunks.push({ type: CHUNKS[kind], choice: 0, text: delta });
  }

  /** A part ends, and its text comes again. */
  endPart(chunks: ProviderChunk[], kind: PieceKind, frame: ResponsesFrame, value: unknown): void {
    const item = this.#items.at(OWNERS[kind], frame);
    const part = partOf(kind, frame);
    const text = item.needs(kind, part, false) ? readText(value) : '';
    if (text === undefined) chunks.push({ type: 'malformed', errors: ['text: a string'] });
    else this.#addWhole(chunks, item, { kind, part, text });
    item.end(kind);
    this.forgetPlace();
  }

  /** An item ends, and all its parts come again, with what they cite. */
  endItem(chunks: ProviderChunk[], item: OutputItem, json: JsonObject): void {
    const parts = itemParts(json).map((part) => ({ ...part, owner: this.#ownerOf(item, part.kind) }));
    const counts = new Map<PieceKind, number>();
    for (const { kind, owner } of parts) {
      owner.end(kind);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const isNeeded = parts.map(({ kind, part, owner }) => owner.needs(kind, part, counts.get(kind) === 1));
    // Servers exist that give the same reasoning twice, as a summary and as text.
    const said = new Set(parts.filter((_, i) => isNeeded[i] === false).map(({ kind, text }) => `${kind} ${text}`));
    for (const [i, part] of parts.entries()) {
      const isRepeated = said.has(`${TWINS[part.kind]} ${part.text}`);
      if (isNeeded[i] === true && !isRepeated) this.#addWhole(chunks, part.owner, part);
      part.owner.end(part.kind);
      said.add(`${part.kind} ${part.text}`);
      if (Array.isArray(part.annotations)) for (const cited of part.annotations) addAll(chunks, sourceOf(cited));
    }
    this.forgetPlace();
  }

  #addWhole(chunks: ProviderChunk[], item: OutputItem, { kind, part, text }: WholePart): void {
    if (text === '') return;
    this.#grow(chunks, item, kind, part);
    chunks.push({ type: CHUNKS[kind], choice: 0, text });
  }

  /**
   * Remembers that something of a part is said. The parts of a summary, and the reasoning of each item, are paragraphs, and come without what
   * separates them.
   */
  #grow(chunks: ProviderChunk[], item: OutputItem, kind: PieceKind, part: number): void {
    item.grow(kind, part);
    if (CHUNKS[kind] !== 'reasoning') return;
    const last = this.#paragraph;
    const paragraph = { item, part: kind === 'summary' ? part : -1 };
    this.#paragraph = paragraph;
    if (last === undefined || (last.item === item && last.part === paragraph.part)) return;
    chunks.push({ type: 'reasoning', choice: 0, text: '\n\n' });
  }

  /** Whose deltas a part of an item came by: there are messages that hold reasoning. */
  #ownerOf(item: OutputItem, kind: PieceKind): OutputItem {
    return OWNERS[kind] === item.type ? item : (this.#items.beside(item, OWNERS[kind]) ?? item);
  }
}

const partOf = (kind: PieceKind, { summary_index, content_index }: ResponsesFrame): number =>
  (kind === 'summary' ? summary_index : content_index) ?? 0;
