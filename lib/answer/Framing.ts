import type { OperatorFunction } from 'rxjs';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

/**
 * A custom way to split a body into frames.
 *
 * Name this type where you write one (`const framing: CustomFraming = …`): in a literal that might be a string too, TypeScript takes
 * `split` for the method of a string.
 */
export interface CustomFraming {
  /** The value of the `accept` header. */
  readonly accept: string;
  /** The content types of such a body: `application/vnd.amazon.eventstream`. */
  readonly contentTypes: readonly string[];
  /** Splits the bytes into events, each with the JSON of one frame in its `data`. */
  readonly split: (limits: { readonly maxEventBytes: number }) => OperatorFunction<Uint8Array, SseEvent>;
}

/** How the body is split into frames: server-sent events, one JSON value on each line, the elements of a JSON array, or your own way. */
export type Framing = 'sse' | 'ndjson' | 'json-array' | CustomFraming;

/** The value of the `accept` header. */
export function acceptOf(framing: Framing): string {
  if (typeof framing !== 'string') return framing.accept;
  return { sse: 'text/event-stream', ndjson: 'application/x-ndjson', 'json-array': 'application/json' }[framing];
}
