import type { ToolCallChunk } from '../chunk/Chunk.ts';
import type { Message } from '../request/Message.ts';

/** Numbers the calls consecutively across all rounds of a run, and gives each call that has no id one of its own. */
export class CallNumbers {
  /** The ids used in the whole conversation. */
  readonly #ids: Set<string>;
  /** For this round: the id of each call, by the call's own index. */
  #round = new Map<number, string>();
  #idsOfRound = new Set<string>();
  #offset = 0;
  #next = 0;

  constructor(messages: readonly Message[]) {
    this.#ids = new Set(messages.flatMap(idsOf));
  }

  openRound(): void {
    this.#offset = this.#next;
    this.#round = new Map();
    this.#idsOfRound = new Set();
  }

  /** The chunk, renumbered for the run. */
  number(chunk: ToolCallChunk): ToolCallChunk {
    const index = this.#offset + chunk.index;
    this.#next = Math.max(this.#next, index + 1);
    if (chunk.choice !== 0) return { ...chunk, index };
    const known = this.#round.get(chunk.index);
    const id = known ?? this.#idOf(chunk);
    if (known === undefined) this.#round.set(chunk.index, id);
    // A call keeps the id that it was first emitted with.
    return known === undefined || chunk.id !== undefined ? { ...chunk, index, id } : { ...chunk, index };
  }

  #idOf({ id }: ToolCallChunk): string {
    const isFree = id !== undefined && id !== '' && !this.#idsOfRound.has(id);
    const own = isFree ? id : this.#freeId();
    this.#ids.add(own);
    this.#idsOfRound.add(own);
    return own;
  }

  #freeId(): string {
    let number = this.#ids.size;
    while (this.#ids.has(`call_rxllm_${number}`)) number++;
    return `call_rxllm_${number}`;
  }
}

const idsOf = (message: Message): readonly string[] =>
  message.role === 'assistant' ? (message.toolCalls ?? []).map(({ id }) => id) : [];
