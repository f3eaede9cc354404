import type { Left, Right } from 'fp-ts/lib/Either.js';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

/** A frame, the event that it came in, and that event's number. */
export interface ReceivedFrame<Frame> extends Right<Frame> {
  readonly event: SseEvent;
  readonly index: number;
  /** The frame as it came, before a codec changed it. */
  readonly json: unknown;
  /** Is it the end marker? Alone, and with nothing else to say, it is no answer. */
  readonly isEnd: boolean;
}

/** The end marker: nothing after it is read. */
export interface End {
  readonly _tag: 'End';
  /** Is it the end of one JSON answer? */
  readonly ofWhole: boolean;
}

/** The end of a stream. */
export const END: End = { _tag: 'End', ofWhole: false };
/** The end of one JSON answer. */
export const END_OF_WHOLE: End = { _tag: 'End', ofWhole: true };

/** What becomes of one event: a frame, a malformed frame, or the end of the answer. */
export type Received<Frame> = ReceivedFrame<Frame> | Left<MalformedFrame> | End;
