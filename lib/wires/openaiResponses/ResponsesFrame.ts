import * as t from 'io-ts';
import { shape } from '../../codec/shape.ts';
import { askedOften } from '../../codec/askedOften.ts';
import { nullable } from '../../codec/nullable.ts';
import type { UNREADABLE } from '../reading/Unreadable.ts';
import { toIndex } from '../reading/toIndex.ts';

/*
 * The shape of OpenAI's Responses, as sent: one shape for the events of a stream and for the response itself, which is one JSON answer.
 * Only the members that most frames have are described; the others are checked where they are used. A frame of any other shape is read
 * member by member, by `readResponsesFrame`.
 */

export interface ResponsesFrame {
  /** The type of the event; empty if the frame is a whole response, or if only its SSE event names the type. */
  readonly type: string;
  /** The output item that it belongs to. */
  readonly output_index?: number | null | undefined;
  /** The part of the item's content. */
  readonly content_index?: number | null | undefined;
  /** The part of a reasoning item's summary. */
  readonly summary_index?: number | null | undefined;
  /** Unreliable: some servers change it with every event. */
  readonly item_id?: unknown;
  readonly delta?: string | null | undefined;
  readonly text?: unknown;
  readonly refusal?: unknown;
  readonly arguments?: unknown;
  readonly name?: unknown;
  readonly item?: unknown;
  readonly annotation?: unknown;
  readonly response?: unknown;
  /** `response` for a whole response. */
  readonly object?: unknown;
  readonly output?: unknown;
  readonly [UNREADABLE]?: readonly string[];
}

const index = nullable(t.refinement(t.number, (n) => toIndex(n) !== undefined, 'an index below 10,000'));
const text = nullable(t.string);
/** The presence of this member would make it a frame of chat completions. */
const nothing = nullable(t.undefined);

/** An event in the shape that nearly every server sends. */
export const StrictResponsesFrame: t.Type<ResponsesFrame> = askedOften(
  shape(
    'a Responses event',
    { type: t.string },
    { output_index: index, content_index: index, summary_index: index, delta: text, choices: nothing },
  ),
  ({ type, output_index, content_index, summary_index, delta, choices }) =>
    typeof type === 'string' &&
    text.is(delta) &&
    index.is(output_index) &&
    index.is(content_index) &&
    index.is(summary_index) &&
    nothing.is(choices),
);
