import * as t from 'io-ts';
import { listOf } from '../codec/listOf.ts';
import { dispatch, dispatchOn } from '../codec/dispatch.ts';
import { shape } from '../codec/shape.ts';
import type { JsonObject } from './JsonObject.ts';

/** A call that the model made. Send it back with the history, and its result as a `tool` message. */
export interface ToolCall {
  /** Identifies the call in the `tool` message with its result. */
  readonly id: string;
  /** The name of the tool. */
  readonly name: string;
  /** The arguments as JSON text, as the model wrote them. */
  readonly arguments: string;
}

/** A part of a user message, or of the result of a tool. */
export type Part =
  | {
      readonly type: 'text';
      /** The text. */
      readonly text: string;
    }
  | {
      readonly type: 'image';
      /** A web address or a `data:` URL. */
      readonly url: string;
    }
  | {
      readonly type: 'file';
      /** A web address or a `data:` URL, of a PDF for instance. */
      readonly url: string;
      /** The file's name. */
      readonly name?: string | undefined;
      /** The media type, if the URL does not contain it. */
      readonly mediaType?: string | undefined;
    };

/** One complete piece of the model's turn in its wire's own JSON, to be sent back unchanged with the next request. */
export interface Block {
  /** The wire that it belongs to: `anthropic`, `openai-responses`, `gemini` or `openai-chat`. */
  readonly wire: string;
  /** The service's own JSON, as it was sent. */
  readonly value: JsonObject;
  /** What the service sent besides the turn's content and wants back with it, such as the container that its code ran in. */
  readonly context?: JsonObject | undefined;
}

/**
 * One message of the conversation.
 *
 * A list whose `role` TypeScript has widened to `string` is not a list of messages: write `satisfies Message[]` or
 * `const messages: Message[] = [...]`.
 *
 * @example
 * ```ts
 * import type { Message } from 'rxllm';
 *
 * const messages: Message[] = [
 *   { role: 'system', content: 'Answer in one sentence.' },
 *   { role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image', url: 'https://example.org/it.png' }] },
 * ];
 * ```
 */
export type Message =
  | { readonly role: 'system' | 'developer'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly Part[] }
  | {
      /** The model's own turn. */
      readonly role: 'assistant';
      /** What it said; absent or `null` if it only called tools. */
      readonly content?: string | null | undefined;
      /** The tools that it called. */
      readonly toolCalls?: readonly ToolCall[] | undefined;
      /** What a provider of the same wire sends instead of `content` and `toolCalls`; `toMessage` sets it. */
      readonly blocks?: readonly Block[] | undefined;
    }
  | {
      /** The result of a tool. */
      readonly role: 'tool';
      /** The `id` of the call that this answers. */
      readonly toolCallId: string;
      /** The result: text, or parts if the wire supports them. */
      readonly content: string | readonly Part[];
      /** Whether the tool failed. @default false */
      readonly isError?: boolean | undefined;
    };

/** The codec of `ToolCall`. */
export const ToolCall: t.Type<ToolCall> = shape('a tool call', { id: t.string, name: t.string, arguments: t.string });

const Part: t.Type<Part> = dispatchOn<Part>('type', {
  text: shape('text', { text: t.string }),
  image: shape('an image', { url: t.string }),
  file: shape('a file', { url: t.string }, { name: t.string, mediaType: t.string }),
} as never);

const Parts = listOf(Part, 'a list of parts');
const Content = dispatch<string | readonly Part[]>('a string or a list of parts', (value) =>
  typeof value === 'string' ? t.string : Array.isArray(value) ? Parts : undefined,
);

const Block: t.Type<Block> = shape('a block', { wire: t.string, value: t.UnknownRecord }, { context: t.UnknownRecord });

const Instruction = shape('an instruction', { content: t.string });
const TextOrNull = dispatch<string | null>('a string or null', (value) => (value === null ? t.null : t.string));

/** The codec of `Message`. Further members are the caller's own. */
export const Message: t.Type<Message> = dispatchOn<Message>('role', {
  system: Instruction,
  developer: Instruction,
  user: shape("a user's message", { content: Content }),
  assistant: shape(
    "an assistant's message",
    {},
    {
      content: TextOrNull,
      toolCalls: listOf(ToolCall, 'a list of tool calls'),
      blocks: listOf(Block, 'a list of blocks'),
    },
  ),
  tool: shape("a tool's message", { toolCallId: t.string, content: Content }, { isError: t.boolean }),
} as never);
