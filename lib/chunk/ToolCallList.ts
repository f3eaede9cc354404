import type { ToolCall } from '../request/Message.ts';
import type { ToolCallChunk } from './Chunk.ts';

/** The tool calls of one choice, put together piece by piece and given in the order of their indexes. */
export class ToolCallList {
  /** A call that grows is replaced and a list that was given copied, so that a snapshot stays as it was. */
  #calls: ToolCall[] = [];
  #given = false;
  /** The index of each call, in rising order. */
  readonly #indexes: number[] = [];
  readonly #ids = new Set<string>();

  add({ index, id, name, arguments: piece }: ToolCallChunk): void {
    // Nearly always the last one, where the search begins.
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
      arguments: (call?.arguments ?? '') + piece,
    });
  }

  /** No piece follows: a call without arguments has the empty object. */
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

  /** An id for a call that came without one: its result has to name it. */
  #freeId(): string {
    let number = this.#calls.length;
    while (this.#ids.has(`call_rxllm_${number}`)) number++;
    const id = `call_rxllm_${number}`;
    this.#ids.add(id);
    return id;
  }
}

const hasArguments = ({ arguments: json }: ToolCall): boolean => json.trim() !== '';
