import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import { shape } from '../../codec/shape.ts';
import { askedOften } from '../../codec/askedOften.ts';
import { nullable } from '../../codec/nullable.ts';
import type { ContentPart } from '../reading/readParts.ts';
import type { UNREADABLE } from '../reading/Unreadable.ts';

/*
 * The shapes of Ollama's `/api/chat`: one codec for a line of a stream and for one JSON answer, which differ only in how much they
 * contain. Only the members that are read are described; everything may be absent, and `null` counts as absent. A frame of any other
 * shape is read member by member, by `readOllamaFrame`.
 */

/** A complete call. */
export interface OllamaCall {
  readonly id?: string | null | undefined;
  readonly function: {
    readonly name: string;
    /** An object, or its JSON text. */
    readonly arguments?: unknown;
  };
}

/** What a line adds to the answer, or the whole answer. */
export interface OllamaMessage {
  readonly content?: string | readonly ContentPart[] | null | undefined;
  readonly thinking?: string | null | undefined;
  /** The names of `thinking` on servers that imitate Ollama. */
  readonly reasoning_content?: string | null | undefined;
  readonly reasoning?: string | null | undefined;
  readonly tool_calls?: readonly OllamaCall[] | null | undefined;
}

export interface OllamaFrame {
  readonly model?: string | null | undefined;
  readonly message?: OllamaMessage | null | undefined;
  readonly done?: boolean | null | undefined;
  readonly done_reason?: string | null | undefined;
  readonly prompt_eval_count?: number | null | undefined;
  readonly eval_count?: number | null | undefined;
  readonly [UNREADABLE]?: readonly string[];
}

const text = nullable(t.string);
const count = nullable(t.number);
const flag = nullable(t.boolean);

const Name = t.refinement(t.string, (name) => name !== '', 'a name');
const Call = shape('a tool call', { function: t.type({ name: Name }) }, { id: text });
const toolCalls = nullable(listOf(Call, 'a list of tool calls'));

const Message = askedOften(
  shape(
    'a message',
    {},
    { content: text, thinking: text, reasoning_content: text, reasoning: text, tool_calls: toolCalls },
  ),
  ({ content, thinking, reasoning_content, reasoning, tool_calls }) =>
    text.is(content) &&
    text.is(thinking) &&
    text.is(reasoning_content) &&
    text.is(reasoning) &&
    toolCalls.is(tool_calls),
);
const message = nullable(Message);

/** A frame in the shape that Ollama itself sends. */
export const StrictOllamaFrame: t.Type<OllamaFrame> = askedOften(
  shape(
    'an Ollama frame',
    {},
    { model: text, message, done: flag, done_reason: text, prompt_eval_count: count, eval_count: count },
  ),
  (frame) =>
    text.is(frame.model) &&
    message.is(frame.message) &&
    flag.is(frame.done) &&
    text.is(frame.done_reason) &&
    count.is(frame.prompt_eval_count) &&
    count.is(frame.eval_count),
) as never;
