import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import { shape } from '../../codec/shape.ts';
import { askedOften } from '../../codec/askedOften.ts';
import { nullable } from '../../codec/nullable.ts';
import type { ContentPart } from '../reading/readParts.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import type { UNREADABLE } from '../reading/Unreadable.ts';

/*
 * The shapes of OpenAI's chat completions, as sent: one codec for the frames of a stream (`delta`) and for one JSON answer
 * (`message`). Only the members that are read are described; everything may be absent, and `null` counts as absent. A frame of any other
 * shape is read member by member, by `readChatFrame`.
 */

/** A piece of a call, or a complete one. */
export interface ToolCallPiece {
  readonly index?: number | null | undefined;
  readonly id?: string | null | undefined;
  readonly function?:
    | { readonly name?: string | null | undefined; readonly arguments?: string | null | undefined }
    | null
    | undefined;
}

/** What a frame adds to a choice, or a whole message. Members without a fixed shape are checked where they are used. */
export interface Delta {
  readonly content?: string | readonly ContentPart[] | null | undefined;
  readonly refusal?: string | null | undefined;
  readonly reasoning_content?: string | null | undefined;
  readonly reasoning?: string | null | undefined;
  /** The reasoning, under GitHub Copilot's name for it. */
  readonly reasoning_text?: unknown;
  /** The reasoning, under the name that Anthropic and Ollama have for it, and some proxies of them keep. */
  readonly thinking?: unknown;
  readonly tool_calls?: readonly ToolCallPiece[] | null | undefined;
  readonly reasoning_details?: unknown;
  /** Anthropic's thinking, as LiteLLM passes it on. */
  readonly thinking_blocks?: unknown;
  /** Google's signature of the thoughts. */
  readonly extra_content?: unknown;
  readonly provider_specific_fields?: unknown;
  /** GitHub Copilot's encrypted reasoning. */
  readonly reasoning_opaque?: unknown;
  readonly annotations?: unknown;
  readonly executed_tools?: unknown;
}

export interface Choice {
  readonly index?: number | null | undefined;
  readonly delta?: Delta | null | undefined;
  readonly message?: Delta | null | undefined;
  readonly finish_reason?: string | null | undefined;
  readonly usage?: unknown;
}

export interface ChatFrame {
  readonly id?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly choices?: readonly Choice[] | null | undefined;
  readonly finish_reason?: string | null | undefined;
  readonly usage?: unknown;
  readonly x_groq?: unknown;
  readonly citations?: unknown;
  readonly search_results?: unknown;
  readonly prompt_filter_results?: unknown;
  readonly [UNREADABLE]?: readonly string[];
}

const text = nullable(t.string);
/** A member that only the lenient codec reads. */
const nothing = nullable(t.undefined);
/** The index of a choice or a tool call. Each one is stored, so their number is limited. */
const place = nullable(
  t.refinement(t.number, (n) => Number.isInteger(n) && n >= 0 && n < 10_000, 'an index below 10,000'),
);

const ToolCallFunction = shape('a function', {}, { name: text, arguments: text, parameters: nothing, input: nothing });
const ToolCall = t.refinement(
  shape(
    'a tool call',
    {},
    {
      index: place,
      id: text,
      function: nullable(ToolCallFunction),
      custom: nothing,
      name: nothing,
      arguments: nothing,
    },
  ),
  (call) => !saysNothing(call),
  'a tool call',
);
const toolCalls = nullable(listOf(ToolCall, 'a list of tool calls'));

const Delta = askedOften(
  shape(
    'a delta',
    {},
    {
      content: text,
      refusal: text,
      reasoning_content: text,
      reasoning: text,
      tool_calls: toolCalls,
      function_call: nothing,
    },
  ),
  ({ content, refusal, reasoning_content, reasoning, tool_calls, function_call }) =>
    text.is(content) &&
    text.is(refusal) &&
    text.is(reasoning_content) &&
    text.is(reasoning) &&
    toolCalls.is(tool_calls) &&
    nothing.is(function_call),
);
const delta = nullable(Delta);

const Choice = askedOften(
  shape('a choice', {}, { index: place, delta, message: delta, finish_reason: text, text: nothing }),
  (choice) =>
    place.is(choice.index) &&
    delta.is(choice.delta) &&
    delta.is(choice.message) &&
    text.is(choice.finish_reason) &&
    nothing.is(choice.text),
);
const choices = nullable(listOf(Choice, 'a list of choices'));

/** A frame in the shape that nearly every server sends. */
export const StrictChatFrame: t.Type<ChatFrame> = askedOften(
  shape('a chat frame', {}, { id: text, model: text, choices, finish_reason: text }),
  (frame) => text.is(frame.id) && text.is(frame.model) && choices.is(frame.choices) && text.is(frame.finish_reason),
) as never;
