import type { Left, Right } from 'fp-ts/lib/Either.js';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';

/** A frame, the event that contained it, and the number of that event. */
export interface ReceivedFrame<Frame> extends Right<Frame> {
  readonly event: SseEvent;
  readonly index: number;
  /** The frame as received, before a codec changed it. */
  readonly json: unknown;
  /** Whether it is the end marker. An end marker alone, without any content, is not an answer. */
  readonly isEnd: boolean;
}

/** The end marker: nothing after it is read. */
export interface End {
  readonly _tag: 'End';
  /** Whether it is the end of an answer that is one JSON value. */
  readonly ofWhole: boolean;
}

/** The end of a stream. */
export const END: End = { _tag: 'End', ofWhole: false };
/** The end of an answer that is one JSON value. */
export const END_OF_WHOLE: End = { _tag: 'End', ofWhole: true };

/** The result of one event: a frame, a malformed frame, or the end of the answer. */
export type Received<Frame> = ReceivedFrame<Frame> | Left<MalformedFrame> | End;
