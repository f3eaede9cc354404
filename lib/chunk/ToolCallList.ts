import type { ToolCall } from '../request/Message.ts';
import type { ToolCallChunk } from './Chunk.ts';
import { joinArguments } from './joinArguments.ts';

/** The tool calls of one choice, assembled piece by piece and returned in the order of their indexes. */
export class ToolCallList {
  /** A call that grows is replaced, and a list that was returned is copied, so that a snapshot never changes. */
  #calls: ToolCall[] = [];
  #given = false;
  /** The index of each call, in ascending order. */
  readonly #indexes: number[] = [];
  readonly #ids = new Set<string>();

  add({ index, id, name, arguments: piece }: ToolCallChunk): void {
    // Nearly always the last one, so the search begins there.
    const before = this.#indexes.findLastIndex((known) => known < index);
    const place = before + 1;
    const isNew = this.#indexes[place] !== index;
    const calls = this.#ownCalls();
    if (id !== undefined) this.#ids.add(id);
    if (isNew) this.#indexes.splice(place, 0, index);
    const call = isNew ? undefined : calls[place];
    calls.splice(place, isNew ? 0 : 1, {
      id: id ?? call?.id ?? this.#freeId(),
      name: name ?? call?.name ?? '',
      arguments: joinArguments(call?.arguments ?? '', piece),
    });
  }

  /** No further piece follows: a call without arguments gets the empty object. */
  finish(): void {
    if (this.#calls.every(hasArguments)) return;
    this.#calls = this.#calls.map((call) => (hasArguments(call) ? call : { ...call, arguments: '{}' }));
    this.#given = false;
  }

  snapshot(): readonly ToolCall[] {
    this.#given = true;
    return this.#calls;
  }

  #ownCalls(): ToolCall[] {
    if (this.#given) this.#calls = this.#calls.slice();
    this.#given = false;
    return this.#calls;
  }

  /** An id for a call that came without one, since its result has to refer to it. */
  #freeId(): string {
    let number = this.#calls.length;
    while (this.#ids.has(`call_rxllm_${number}`)) number++;
    const id = `call_rxllm_${number}`;
    this.#ids.add(id);
    return id;
  }
}

const hasArguments = ({ arguments: json }: ToolCall): boolean => json.trim() !== '';
