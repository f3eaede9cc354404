import * as t from 'io-ts';
import { askedOften } from '../../codec/askedOften.ts';
import { dispatch } from '../../codec/dispatch.ts';
import { nullable } from '../../codec/nullable.ts';

/*
 * The shapes of OpenAI's chat completions, as sent: one codec for the frames of a stream (`delta`) and for one JSON answer
 * (`message`). Only what is read is described; everything may be absent, and `null` counts as absent.
 */

const text = nullable(t.string);
const count = nullable(t.number);
/** The number of a choice or a tool call. Each is remembered, so there may not be any number of them. */
const place = nullable(t.refinement(t.number, (n) => Number.isInteger(n) && n >= 0 && n < 10_000, 'Index'));

const ToolCallFunction = t.partial({ name: text, arguments: text }, 'Function');
const ToolCallPiece = t.partial({ index: place, id: text, function: nullable(ToolCallFunction) }, 'ToolCallPiece');
const toolCalls = nullable(t.array(ToolCallPiece));

const Delta = askedOften(
  t.partial({ content: text, refusal: text, reasoning_content: text, reasoning: text, tool_calls: toolCalls }, 'Delta'),
  ({ content, refusal, reasoning_content, reasoning, tool_calls }) =>
    text.is(content) &&
    text.is(refusal) &&
    text.is(reasoning_content) &&
    text.is(reasoning) &&
    toolCalls.is(tool_calls),
);
const delta = nullable(Delta);

const Choice = askedOften(
  t.partial({ index: place, delta, message: delta, finish_reason: text }, 'Choice'),
  (choice) =>
    place.is(choice.index) && delta.is(choice.delta) && delta.is(choice.message) && text.is(choice.finish_reason),
);
const choices = nullable(t.array(Choice));

const Usage = t.partial(
  {
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    prompt_tokens_details: nullable(t.partial({ cached_tokens: count }, 'PromptDetails')),
    completion_tokens_details: nullable(t.partial({ reasoning_tokens: count }, 'CompletionDetails')),
  },
  'Usage',
);
const usage = nullable(Usage);

export type ToolCallPiece = t.TypeOf<typeof ToolCallPiece>;
export type Delta = t.TypeOf<typeof Delta>;
export type Choice = t.TypeOf<typeof Choice>;
export type Usage = t.TypeOf<typeof Usage>;

export const ChatFrame = askedOften(
  t.partial({ id: text, model: text, choices, usage, finish_reason: text }, 'ChatFrame'),
  (frame) =>
    text.is(frame.id) &&
    text.is(frame.model) &&
    choices.is(frame.choices) &&
    usage.is(frame.usage) &&
    text.is(frame.finish_reason),
);
export type ChatFrame = t.TypeOf<typeof ChatFrame>;

const Answer = t.intersection([t.type({ choices: t.array(Choice) }), ChatFrame], 'ChatAnswer');

/** One JSON answer: a frame that names its choices. */
export const ChatAnswer: t.Type<ChatFrame> = dispatch<ChatFrame>('ChatAnswer', () => Answer);
