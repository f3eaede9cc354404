import type { OperatorFunction } from 'rxjs';
import type { RunChunk } from '../../tools/RunChunk.ts';
import type { AnswerWriter, Encodable } from './AnswerWriter.ts';
import type { ChunkEvent } from './ChunkEvent.ts';
import { ChunkEvents } from './ChunkEvents.ts';
import { encode } from './encode.ts';

/**
 * Writes chunks unchanged, as server-sent events: for `parseChunks` on the other side, or for a page's `EventSource`.
 *
 * ```text
 * chunks   --s----t----|        --s----#
 * events   --s----t----(E|)     --s----(X|)       E: "event: end"; X: "event: error"
 * ```
 *
 * Each chunk is an event without a type, with its JSON in `data` and its position, if it has one, in `id`. The last event is always `end`
 * or `error`, so that a page can close its `EventSource`, which would otherwise reconnect. The first event has an `id` even without a
 * position (`0`), so that a reconnect identifies itself as one (`Last-Event-ID`): see `toResponse`.
 *
 * `error` has the JSON `{ name, kind, retryable, detail, … }`: the error's class, and the part of its message that concerns the reader. A
 * failure before the first chunk passes through as an error notification, which `toResponse` turns into a status.
 *
 * The other events of a run are omitted.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { sseChunks, toResponse } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export const answer = (request: Request): Promise<Response> =>
 *   toResponse(provider.stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(sseChunks()), { request });
 * ```
 */
export function sseChunks(): OperatorFunction<Encodable, string> {
  return encode(() => new ChunkWriter());
}

class ChunkWriter implements AnswerWriter {
  readonly #events = new ChunkEvents();

  write(chunk: RunChunk, position: number | undefined): string {
    const event = this.#events.of(chunk, position);
    return event === undefined ? '' : toText(event);
  }

  end(): string {
    return toText(this.#events.end());
  }

  fail(error: unknown): string {
    return toText(this.#events.fail(error));
  }
}

function toText({ type, id, data }: ChunkEvent): string {
  const typeLine = type === undefined ? '' : `event: ${type}\n`;
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `${typeLine}${idLine}data: ${data}\n\n`;
}
