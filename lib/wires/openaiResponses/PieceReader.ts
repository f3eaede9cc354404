import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { addAll } from './addAll.ts';
import { itemParts } from './itemParts.ts';
import type { OutputItem, PieceKind } from './OutputItem.ts';
import type { OutputItems } from './OutputItems.ts';
import { readText } from './readText.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';
import { sourceOf } from './sourceOf.ts';

/** The chunk type of each kind of piece. */
const CHUNKS = { text: 'text', refusal: 'refusal', summary: 'reasoning', reasoning: 'reasoning' } as const;
/** The type of item that it belongs to. */
const OWNERS = { text: 'message', refusal: 'message', summary: 'reasoning', reasoning: 'reasoning' } as const;

/** The kinds that may contain the same text. */
const TWINS: Readonly<Record<PieceKind, PieceKind | undefined>> = {
  text: undefined,
  refusal: undefined,
  summary: 'reasoning',
  reasoning: 'summary',
};

/** A part that is to be emitted as a whole. */
interface WholePart {
  readonly kind: PieceKind;
  readonly part: number;
  readonly text: string;
}

/** Reads texts, refusals and reasoning: from their deltas, or as a whole if there was no delta. */
export class PieceReader {
  readonly #items: OutputItems;
  /** Where the last delta belonged, since nearly every delta belongs to the same place as the one before it. */
  #kind: PieceKind | undefined;
  #place: unknown;
  #part = 0;
  /** The paragraph of the reasoning that is being written. */
  #paragraph: { readonly item: OutputItem; readonly part: number } | undefined;

  constructor(items: OutputItems) {
    this.#items = items;
  }

  /** Called when the next delta may belong to another item, even if it names the same place. */
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

  /** Handles the end of a part, which repeats its text. */
  endPart(chunks: ProviderChunk[], kind: PieceKind, frame: ResponsesFrame, value: unknown): void {
    const item = this.#items.at(OWNERS[kind], frame);
    const part = partOf(kind, frame);
    const text = item.needs(kind, part, false) ? readText(value) : '';
    if (text === undefined) chunks.push({ type: 'malformed', errors: ['text: a string'] });
    else this.#addWhole(chunks, item, { kind, part, text });
    item.end(kind);
    this.forgetPlace();
  }

  /** Handles the end of an item, which repeats all its parts, with their citations. */
  endItem(chunks: ProviderChunk[], item: OutputItem, json: JsonObject): void {
    const parts = itemParts(json).map((part) => ({ ...part, owner: this.#ownerOf(item, part.kind) }));
    const counts = new Map<PieceKind, number>();
    for (const { kind, owner } of parts) {
      owner.end(kind);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const isNeeded = parts.map(({ kind, part, owner }) => owner.needs(kind, part, counts.get(kind) === 1));
    // Some servers send the same reasoning twice, as a summary and as text.
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
   * Records that something of a part has been emitted. The parts of a summary, and the reasoning of each item, are paragraphs, and arrive
   * without a separator.
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

  /** The item to which the deltas of a part belonged: some messages contain reasoning. */
  #ownerOf(item: OutputItem, kind: PieceKind): OutputItem {
    return OWNERS[kind] === item.type ? item : (this.#items.beside(item, OWNERS[kind]) ?? item);
  }
}

const partOf = (kind: PieceKind, { summary_index, content_index }: ResponsesFrame): number =>
  (kind === 'summary' ? summary_index : content_index) ?? 0;
