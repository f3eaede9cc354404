import * as t from 'io-ts';
import { askedOften } from '../../codec/askedOften.ts';
import { nullable } from '../../codec/nullable.ts';
import type { UNREADABLE } from '../reading/Unreadable.ts';
import { toIndex } from '../reading/toIndex.ts';

/*
 * The shape of OpenAI's Responses, as sent: one for the events of a stream and for the response itself, which is one JSON answer. Only
 * what is read of very many frames is described; the rest is read with care where it is read. What differs from this is read member by
 * member, by `readResponsesFrame`.
 */

export interface ResponsesFrame {
  /** What the event says; empty where the frame is a whole response, or its SSE event alone says it. */
  readonly type: string;
  /** Which output item it belongs to. */
  readonly output_index?: number | null | undefined;
  /** Which part of the item's content. */
  readonly content_index?: number | null | undefined;
  /** Which part of a reasoning item's summary. */
  readonly summary_index?: number | null | undefined;
  /** Not to be relied on: servers exist that change it with every event. */
  readonly item_id?: unknown;
  readonly delta?: string | null | undefined;
  readonly text?: unknown;
  readonly refusal?: unknown;
  readonly arguments?: unknown;
  readonly name?: unknown;
  readonly item?: unknown;
  readonly annotation?: unknown;
  readonly response?: unknown;
  /** `response`: of a whole response. */
  readonly object?: unknown;
  readonly output?: unknown;
  readonly [UNREADABLE]?: readonly string[];
}

const index = nullable(t.refinement(t.number, (n) => toIndex(n) !== undefined, 'an index below 10,000'));
const text = nullable(t.string);
/** It would make it a frame of chat completions. */
const nothing = nullable(t.undefined);

/** An event in the shape that nearly every server sends. */
export const StrictResponsesFrame: t.Type<ResponsesFrame> = askedOften(
  t.intersection(
    [
      t.type({ type: t.string }),
      t.partial({ output_index: index, content_index: index, summary_index: index, delta: text, choices: nothing }),
    ],
    'a Responses event',
  ),
  ({ type, output_index, content_index, summary_index, delta, choices }) =>
    typeof type === 'string' &&
    text.is(delta) &&
    index.is(output_index) &&
    index.is(content_index) &&
    index.is(summary_index) &&
    nothing.is(choices),
);
