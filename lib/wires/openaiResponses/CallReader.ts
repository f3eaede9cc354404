import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { toArguments } from '../reading/toArguments.ts';
import { idOf } from './idOf.ts';
import type { OutputItem } from './OutputItem.ts';
import type { OutputItems } from './OutputItems.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';

/** What a frame contains about a call; empty if there is nothing. */
interface CallPiece {
  readonly id?: string;
  readonly name?: string;
  readonly piece?: string;
}

/** Reads calls of the caller's tools. They are numbered in the order in which they begin, whatever items are between them. */
export class CallReader {
  readonly #items: OutputItems;
  /** The number of calls of the answer so far. */
  count = 0;

  constructor(items: OutputItems) {
    this.#items = items;
  }

  addDelta(chunks: ProviderChunk[], frame: ResponsesFrame): void {
    if (frame.delta) this.#add(chunks, this.#items.at('function_call', frame), { piece: frame.delta });
  }

  /** Handles the end of the arguments, which repeats them. */
  endArguments(chunks: ProviderChunk[], frame: ResponsesFrame): void {
    const item = this.#items.at('function_call', frame);
    this.#add(chunks, item, { name: idOf(frame.name), piece: unsaid(item, frame.arguments) });
  }

  open(chunks: ProviderChunk[], item: OutputItem, json: JsonObject): void {
    this.#add(chunks, item, { id: idOf(json['call_id']), name: idOf(json['name']) });
  }

  endItem(chunks: ProviderChunk[], item: OutputItem, json: JsonObject): void {
    this.#add(chunks, item, {
      // The id that the result refers to; a call without one uses the id of its item.
      id: idOf(json['call_id']) || idOf(json['id']),
      name: idOf(json['name']),
      piece: unsaid(item, json['arguments']),
    });
  }

  #add(chunks: ProviderChunk[], item: OutputItem, { id = '', name = '', piece = '' }: CallPiece): void {
    const call = (item.call ??= { index: this.count++, hasArguments: false });
    if (piece !== '') call.hasArguments = true;
    chunks.push({ type: 'tool-call', choice: 0, index: call.index, id, name, arguments: piece });
  }
}

/** The complete arguments, if no piece of them has arrived. */
const unsaid = ({ call }: OutputItem, json: unknown): string =>
  call?.hasArguments === true ? '' : (toArguments(json) ?? '');
