import type { RunChunk } from '../../tools/RunChunk.ts';
import { toSerializedError } from '../failure/toSerializedError.ts';
import type { ChunkEvent } from './ChunkEvent.ts';

/** The other events of a run are not sent: they contain the results of tools, and the conversation. */
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

/** The events of one answer. It does not depend on RxJS. */
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
   * The first event always has an id, even if chunks have no positions. Without it, an `EventSource` would not report that it is
   * reconnecting. 0 is the position before the first chunk.
   */
  #withId(event: ChunkEvent, position: number | undefined): ChunkEvent {
    const id = position ?? (this.#hasId ? undefined : 0);
    this.#hasId = true;
    return id === undefined ? event : { ...event, id: String(id) };
  }
}
