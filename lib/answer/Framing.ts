import type { OperatorFunction } from 'rxjs';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

/** A way to cut a body into frames that is none of the usual ones. */
export interface CustomFraming {
  /** What to ask for in the `accept` header. */
  readonly accept: string;
  /** The content types of such a body: `application/vnd.amazon.eventstream`. */
  readonly contentTypes: readonly string[];
  /** Cuts the bytes into events, each with one frame's JSON in its `data`. */
  readonly split: (limits: { readonly maxEventBytes: number }) => OperatorFunction<Uint8Array, SseEvent>;
}

/** How the answer's body is cut into frames: server-sent events, one JSON value a line, the elements of one JSON array, or a way of your own. */
export type Framing = 'sse' | 'ndjson' | 'json-array' | CustomFraming;

/** What to ask for. */
export function acceptOf(framing: Framing): string {
  if (typeof framing !== 'string') return framing.accept;
  return { sse: 'text/event-stream', ndjson: 'application/x-ndjson', 'json-array': 'application/json' }[framing];
}
