import type { RunChunk } from '../../tools/RunChunk.ts';
import { toSerializedError } from '../failure/toSerializedError.ts';
import type { ChunkEvent } from './ChunkEvent.ts';

/** What happens in a run beside its answer is not told: it holds the results of tools, and the conversation. */
const CHUNKS: ReadonlySet<string> = new Set([
  'start',
  'text',
  'reasoning',
  'refusal',
  'tool-call',
  'source',
  'activity',
  'block',
  'usage',
  'finish',
]);

/** The events of one answer. Free of RxJS. */
export class ChunkEvents {
  #hasId = false;

  of(chunk: RunChunk, position: number | undefined): ChunkEvent | undefined {
    return CHUNKS.has(chunk.type) ? this.#withId({ data: JSON.stringify(chunk) }, position) : undefined;
  }

  end(): ChunkEvent {
    return { type: 'end', data: '{}' };
  }

  fail(error: unknown): ChunkEvent {
    return this.#withId({ type: 'error', data: JSON.stringify(toSerializedError(error)) }, undefined);
  }

  /**
   * The first event has an id, also where chunks have no positions. Only so does an `EventSource` that connects again say that it does; 0
   * is the position before the first chunk.
   */
  #withId(event: ChunkEvent, position: number | undefined): ChunkEvent {
    const id = position ?? (this.#hasId ? undefined : 0);
    this.#hasId = true;
    return id === undefined ? event : { ...event, id: String(id) };
  }
}
