import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { readParts } from '../reading/readParts.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { Unreadable } from '../reading/Unreadable.ts';
import { BlockGiver, type BlockGiverOptions } from './BlockGiver.ts';
import { citationSource } from './citationSource.ts';
import { ContentBlock } from './ContentBlock.ts';
import type { MessagesFrame } from './MessagesFrame.ts';
import { OpenBlocks } from './OpenBlocks.ts';
import { isServerToolUse } from './serverTool.ts';
import { toolInput } from './toolInput.ts';

/** Content that a person reads. */
type Prose = 'text' | 'thinking';

/** The path of a value, and what could not be read there. */
interface Place {
  readonly path: string;
  /** Whether it is a single JSON answer. */
  readonly whole: boolean;
  readonly unreadable: Unreadable;
}

/** Reads the content blocks of one answer: complete ones, and those that arrive in pieces. */
export class ContentReader {
  readonly #giver: BlockGiver;
  readonly #givesBlocks: boolean;
  readonly #open = new OpenBlocks();
  /** Text that arrived under the index of a call. */
  #stray: ContentBlock | undefined;
  /** The number of calls of the client's tools so far. */
  #calls = 0;

  constructor(options: BlockGiverOptions) {
    this.#giver = new BlockGiver(options);
    this.#givesBlocks = options.givesBlocks;
  }

  /** Reads the first frame of a block. */
  start(chunks: ProviderChunk[], { index, content_block: json }: MessagesFrame): void {
    if (saysNothing(json)) return;
    const place = { path: 'content_block', whole: false, unreadable: new Unreadable() };
    if (!isRecord(json)) place.unreadable.add('content_block', 'an object');
    // If it does not say what it begins, the pieces do.
    else if (typeOf(json) !== '') this.#begin(chunks, this.#open.numberOf(index), json, place);
    addUnreadable(chunks, place.unreadable);
  }

  /** Reads a piece of a block. */
  readDelta({ index, delta }: MessagesFrame): readonly ProviderChunk[] {
    const block = this.#open.at(index);
    const text = block?.isProse === true ? plainText(delta, block.type) : undefined;
    if (block !== undefined && text !== undefined) {
      if (this.#givesBlocks) block.grow(text);
      return [{ type: block.type === 'text' ? 'text' : 'reasoning', choice: 0, text }];
    }
    const chunks = this.takeHeld();
    const place = { path: 'delta', whole: false, unreadable: new Unreadable() };
    this.#addDelta(chunks, index, delta, place);
    addUnreadable(chunks, place.unreadable);
    return chunks;
  }

  /** Handles the end of a block. */
  stop(chunks: ProviderChunk[], { index }: MessagesFrame): void {
    const block = this.#open.at(index);
    if (block) this.#close(chunks, block);
  }

  /** Reads the content of a whole message. */
  readWhole(chunks: ProviderChunk[], content: unknown): void {
    if (saysNothing(content)) return;
    const unreadable = new Unreadable();
    const blocks: readonly unknown[] = Array.isArray(content) ? content : [content];
    for (const [i, block] of blocks.entries()) {
      if (saysNothing(block)) continue;
      const json = isRecord(block) && typeof block['type'] === 'string' ? block : { type: 'text', text: block };
      const value = this.#announce(chunks, json, { path: `content/${i}`, whole: true, unreadable });
      this.#giver.give(chunks, typeOf(value), value);
    }
    addUnreadable(chunks, unreadable);
  }

  /** Closes the blocks that no frame has closed. */
  end(chunks: ProviderChunk[]): void {
    for (const block of this.#open.all) this.#close(chunks, block);
  }

  /** Returns what waited for the name of the container in which code ran. */
  takeHeld(container?: unknown): ProviderChunk[] {
    return this.#giver.takeHeld(container);
  }

  #begin(chunks: ProviderChunk[], index: number, json: JsonObject, place: Place): void {
    const before = this.#open.at(index);
    const type = typeOf(json);
    if (before?.isBegunBy(json, type) === true) {
      if (isProse(type)) before.grow(addText(chunks, type, json[type], place));
      return;
    }
    if (before) this.#close(chunks, before);
    const call = type === 'tool_use' ? this.#calls : undefined;
    const value = this.#announce(chunks, json, place);
    this.#openBlock(chunks, new ContentBlock(value, { type, index, call }));
  }

  #openBlock(chunks: ProviderChunk[], block: ContentBlock): ContentBlock {
    const { excess } = this.#open;
    if (excess) this.#close(chunks, excess);
    return this.#open.add(block);
  }

  #close(chunks: ProviderChunk[], block: ContentBlock): void {
    const stray = this.#stray;
    this.#stray = undefined;
    if (stray) this.#giver.give(chunks, stray.type, stray.value());
    this.#open.delete(block);
    this.#giver.give(chunks, block.type, block.value());
  }

  /** Emits the content of a block as soon as it begins. Returns the block in the form in which it is sent back. */
  #announce(chunks: ProviderChunk[], json: JsonObject, place: Place): JsonObject {
    const type = typeOf(json);
    if (isProse(type)) {
      if (Array.isArray(json['citations'])) for (const citation of json['citations']) addSource(chunks, citation);
      const text = addText(chunks, type, json[type], place);
      return text === json[type] && type === json['type'] ? json : { ...json, type, [type]: text };
    }
    if (type === 'tool_use') chunks.push(callOf(json, this.#calls++, place));
    else if (isServerToolUse(type)) this.#giver.beginTool(chunks, json);
    else return json;
    return place.whole ? { ...json, input: toolInput(json['input']) } : json;
  }

  #addDelta(chunks: ProviderChunk[], index: unknown, delta: unknown, place: Place): void {
    if (saysNothing(delta)) return;
    if (!isRecord(delta)) {
      this.#addProse(chunks, index, 'text', delta, place);
      return;
    }
    switch (typeOfDelta(delta)) {
      case 'text_delta':
        this.#addProse(chunks, index, 'text', delta['text'], place);
        break;
      case 'thinking_delta':
        this.#addProse(chunks, index, 'thinking', delta['thinking'], place);
        break;
      case 'input_json_delta':
        this.#addInput(chunks, index, delta['partial_json'], place);
        break;
      case 'signature_delta':
        if (typeof delta['signature'] === 'string') this.#block(chunks, index, 'thinking').sign(delta['signature']);
        break;
      case 'citations_delta':
        addSource(chunks, delta['citation']);
        if (isRecord(delta['citation'])) this.#block(chunks, index, 'text').cite(delta['citation']);
        break;
      case 'compaction_delta':
        if (typeof delta['content'] === 'string') this.#block(chunks, index, 'compaction').grow(delta['content']);
        break;
      default:
      // Unknown kinds, which may be added later.
    }
  }

  #addProse(chunks: ProviderChunk[], index: unknown, type: Prose, value: unknown, place: Place): void {
    const unknown = this.#open.at(index);
    if (unknown?.isUnknown === true) {
      if (typeof value === 'string') unknown.grow(value, type);
      return;
    }
    const text = addText(chunks, type, value, place);
    if (text !== '') this.#block(chunks, index, type).grow(text);
  }

  /** The block of this kind that a piece belongs to. Some servers stream their reasoning into a text block, or open no block. */
  #block(chunks: ProviderChunk[], index: unknown, type: string): ContentBlock {
    const block = this.#open.at(index);
    if (block?.type === type || block?.isUnknown === true) return block;
    if (block !== undefined && !block.isProse) return this.#strayBlock(chunks, type);
    if (block?.isEmpty === true) this.#open.delete(block);
    else if (block) this.#close(chunks, block);
    const number = block?.index ?? this.#open.numberOf(index);
    return this.#openBlock(chunks, new ContentBlock({ type }, { type, index: number, call: undefined }));
  }

  /** A separate block for stray text: the block of the call stays open, since more of its input will arrive. */
  #strayBlock(chunks: ProviderChunk[], type: string): ContentBlock {
    const stray = this.#stray;
    if (stray?.type === type) return stray;
    if (stray) this.#giver.give(chunks, stray.type, stray.value());
    return (this.#stray = new ContentBlock({ type }, { type, index: -1, call: undefined }));
  }

  #addInput(chunks: ProviderChunk[], index: unknown, piece: unknown, { unreadable }: Place): void {
    if (saysNothing(piece)) return;
    const at = this.#open.at(index);
    const block = at?.takesInput === true ? at : this.#open.all.findLast(({ takesInput }) => takesInput);
    if (block === undefined) {
      unreadable.add('delta/partial_json', 'a piece of a call that was begun');
      return;
    }
    const json = typeof piece === 'string' ? piece : JSON.stringify(piece);
    if (block.hasInput) return;
    block.addInput(json);
    if (block.call !== undefined) chunks.push({ type: 'tool-call', choice: 0, index: block.call, arguments: json });
  }
}

/** The text of the usual piece of a block; `undefined` if it has to be examined more closely. Called for nearly every frame. */
function plainText(delta: unknown, blockType: string): string | undefined {
  if (typeof delta !== 'object' || delta === null) return undefined;
  const { type, text, thinking } = delta as { readonly [member: string]: unknown };
  if (type === 'text_delta' && blockType === 'text') return typeof text === 'string' ? text : undefined;
  return type === 'thinking_delta' && blockType === 'thinking' && typeof thinking === 'string' ? thinking : undefined;
}

/** Adds the readable content, and returns it. */
function addText(chunks: ProviderChunk[], type: Prose, value: unknown, { path, whole, unreadable }: Place): string {
  const parts = readParts(value, `${path}/${type}`, { whole }, unreadable).filter(({ text }) => text !== '');
  for (const part of parts) {
    chunks.push({ type: type === 'thinking' ? 'reasoning' : part.type, choice: 0, text: part.text });
  }
  return parts.map(({ text }) => text).join('');
}

function addSource(chunks: ProviderChunk[], citation: unknown): void {
  const source = citationSource(citation);
  if (source) chunks.push(source);
}

/** The first piece of a call. Its input arrives whole, or in pieces after it. */
function callOf({ id, name, input }: JsonObject, index: number, { whole }: Place): ProviderChunk {
  const json = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  return {
    type: 'tool-call',
    choice: 0,
    index,
    id: toName(id),
    name: toName(name),
    arguments: !whole && json === '{}' ? '' : json,
  };
}

function addUnreadable(chunks: ProviderChunk[], { places: errors }: Unreadable): void {
  if (errors.length > 0) chunks.push({ type: 'malformed', errors });
}

const isProse = (type: string): type is Prose => type === 'text' || type === 'thinking';

/** The type of a block; without a `type`, it is derived from the members. */
function typeOf({ type, text, thinking }: JsonObject): string {
  if (typeof type === 'string') return type;
  if (text !== undefined) return 'text';
  return thinking === undefined ? '' : 'thinking';
}

/** The type of a delta; without a `type`, it is derived from the members. */
function typeOfDelta(delta: JsonObject): unknown {
  if (typeof delta['type'] === 'string') return delta['type'];
  const member = ['text', 'thinking', 'partial_json'].find((name) => delta[name] !== undefined);
  return member === 'partial_json' ? 'input_json_delta' : `${member}_delta`;
}

const toName = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
