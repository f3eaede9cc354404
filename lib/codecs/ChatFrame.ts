import * as t from 'io-ts';
import { dispatch } from './dispatch.ts';

/*
 * The shapes of OpenAI's chat completions, as sent: one codec for the frames of a stream (`delta`) and for one JSON answer
 * (`message`). Only what is read is described; everything may be absent, and `null` counts as absent.
 */

const nullable = <C extends t.Mixed>(codec: C): t.UnionC<[C, t.NullC, t.UndefinedC]> =>
  t.union([codec, t.null, t.undefined], `${codec.name} | null`);

const text = nullable(t.string);
const count = nullable(t.number);

const ToolCallPiece = t.partial(
  { index: count, id: text, function: nullable(t.partial({ name: text, arguments: text }, 'Function')) },
  'ToolCallPiece',
);

const Delta = t.partial(
  {
    content: text,
    refusal: text,
    reasoning_content: text,
    reasoning: text,
    tool_calls: nullable(t.array(ToolCallPiece)),
  },
  'Delta',
);

const Choice = t.partial(
  { index: count, delta: nullable(Delta), message: nullable(Delta), finish_reason: text },
  'Choice',
);

const Usage = t.partial(
  {
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    prompt_tokens_details: nullable(t.partial({ cached_tokens: count })),
    completion_tokens_details: nullable(t.partial({ reasoning_tokens: count })),
  },
  'Usage',
);

export type ToolCallPiece = t.TypeOf<typeof ToolCallPiece>;
export type Delta = t.TypeOf<typeof Delta>;
export type Choice = t.TypeOf<typeof Choice>;
export type Usage = t.TypeOf<typeof Usage>;

export const ChatFrame = t.partial(
  { id: text, model: text, choices: nullable(t.array(Choice)), usage: nullable(Usage), finish_reason: text },
  'ChatFrame',
);
export type ChatFrame = t.TypeOf<typeof ChatFrame>;

const Answer = t.intersection([t.type({ choices: t.array(Choice) }), ChatFrame], 'ChatAnswer');

/** One JSON answer: a frame that names its choices. */
export const ChatAnswer: t.Type<ChatFrame> = dispatch<ChatFrame>('ChatAnswer', () => Answer);
