import * as t from 'io-ts';
import { shape } from '../../codec/shape.ts';
import { oneOf } from '../../codec/oneOf.ts';
import { listOf } from '../../codec/listOf.ts';
import { dispatch, dispatchOn } from '../../codec/dispatch.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** A part of a message. */
export type OpenAIPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'refusal'; readonly refusal: string }
  | { readonly type: 'image_url'; readonly image_url: string | { readonly url: string } }
  | {
      readonly type: 'file';
      readonly file: { readonly file_data: string; readonly filename?: string | null | undefined };
    };

export type OpenAIContent = string | readonly OpenAIPart[];

export interface OpenAIToolCall {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: string };
}

export type OpenAIMessage =
  | { readonly role: 'system' | 'developer' | 'user'; readonly content: OpenAIContent }
  | {
      readonly role: 'assistant';
      readonly content?: OpenAIContent | null | undefined;
      readonly refusal?: string | null | undefined;
      readonly reasoning_content?: string | null | undefined;
      readonly tool_calls?: readonly OpenAIToolCall[] | null | undefined;
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: OpenAIContent };

export interface OpenAITool {
  readonly function: {
    readonly name: string;
    readonly description?: string | null | undefined;
    readonly parameters?: JsonObject | null | undefined;
    readonly strict?: boolean | null | undefined;
  };
}

export type OpenAIToolChoice = 'auto' | 'none' | 'required' | { readonly function: { readonly name: string } };

export type OpenAIFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly json_schema: {
        readonly name?: string | null | undefined;
        readonly schema?: JsonObject | null | undefined;
        readonly strict?: boolean | null | undefined;
      };
    };

type Optional<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** The body of `POST /chat/completions`, as far as it is read. Clients write `null` for fields that they omit. */
export type OpenAIRequest = { readonly messages: readonly OpenAIMessage[] } & Optional<{
  readonly model: string;
  readonly stream: boolean;
  readonly stream_options: Optional<{ readonly include_usage: boolean }>;
  readonly temperature: number;
  readonly max_tokens: number;
  readonly max_completion_tokens: number;
  readonly top_p: number;
  readonly seed: number;
  readonly n: number;
  readonly stop: string | readonly string[];
  readonly reasoning_effort: string;
  readonly parallel_tool_calls: boolean;
  readonly tools: readonly OpenAITool[];
  readonly tool_choice: OpenAIToolChoice;
  readonly response_format: OpenAIFormat;
}>;

/** A member that may be absent or null, and has the name of its codec in messages. */
const leftOut = <A>(codec: t.Type<A>): t.Type<A | null | undefined> =>
  dispatch<A | null | undefined>(
    codec.name,
    (value) => (value === undefined || value === null ? t.unknown : codec) as never,
  );

const Text = t.type({ text: t.string });
const Image = t.type({
  image_url: dispatch<unknown>('a URL, or { url }', (value) => {
    if (typeof value === 'string') return t.string;
    return t.UnknownRecord.is(value) ? t.type({ url: t.string }) : undefined;
  }),
});
const File = t.type({
  file: shape('a file', { file_data: t.string }, { filename: leftOut(t.string) }),
});

const contentOf = (parts: Readonly<Record<string, t.Mixed>>): t.Type<OpenAIContent> => {
  const Part = dispatchOn<unknown>('type', parts);
  const Parts = listOf(Part, 'a list of parts');
  return dispatch<unknown>('a string or a list of parts', (value) => {
    if (typeof value === 'string') return t.string;
    return Array.isArray(value) ? Parts : undefined;
  }) as never;
};

const TextContent = contentOf({ text: Text });
const UserContent = contentOf({ text: Text, image_url: Image, file: File });
const SpokenContent = contentOf({ text: Text, refusal: t.type({ refusal: t.string }) });

const ToolCall = t.type({ id: t.string, function: t.type({ name: t.string, arguments: t.string }) });

const Message: t.Type<OpenAIMessage> = dispatchOn<OpenAIMessage>('role', {
  system: t.type({ content: TextContent }),
  developer: t.type({ content: TextContent }),
  user: t.type({ content: UserContent }),
  assistant: t.partial({
    content: leftOut(SpokenContent),
    refusal: leftOut(t.string),
    reasoning_content: leftOut(t.string),
    tool_calls: leftOut(listOf(ToolCall, 'a list of tool calls')),
  }),
  tool: t.type({ tool_call_id: t.string, content: UserContent }),
} as never);

const Function = shape(
  'a function',
  { name: t.string },
  { description: leftOut(t.string), parameters: leftOut(t.UnknownRecord), strict: leftOut(t.boolean) },
);
// Some clients omit the type, and OpenAI has further types, which no other service has.
const Tool = dispatch('a tool of type "function"', (value) =>
  t.UnknownRecord.is(value) && (value['type'] ?? 'function') === 'function'
    ? t.type({ function: Function })
    : undefined,
);

const Word = oneOf('auto', 'none', 'required');
const NamedTool = t.type({ function: t.type({ name: t.string }) });
const ToolChoice = dispatch<unknown>(
  '"auto", "none", "required" or { type: "function", function: { name } }',
  (value) => (typeof value === 'string' ? Word : t.UnknownRecord.is(value) ? NamedTool : undefined),
);

const Schema = t.partial(
  { name: leftOut(t.string), schema: leftOut(t.UnknownRecord), strict: leftOut(t.boolean) },
  'an object with a schema',
);
const Format = dispatchOn<unknown>('type', {
  text: t.UnknownRecord,
  json_object: t.UnknownRecord,
  json_schema: t.type({ json_schema: Schema }),
});

const Strings = listOf(t.string, 'a list of strings');
const Stop = dispatch<unknown>('a string or a list of strings', (value) => {
  if (typeof value === 'string') return t.string;
  return Array.isArray(value) ? Strings : undefined;
});

const FIELDS = {
  model: leftOut(t.string),
  stream: leftOut(t.boolean),
  stream_options: leftOut(t.partial({ include_usage: leftOut(t.boolean) }, 'an object')),
  temperature: leftOut(t.number),
  max_tokens: leftOut(t.number),
  max_completion_tokens: leftOut(t.number),
  top_p: leftOut(t.number),
  seed: leftOut(t.number),
  n: leftOut(t.number),
  stop: leftOut(Stop),
  reasoning_effort: leftOut(t.string),
  parallel_tool_calls: leftOut(t.boolean),
  tools: leftOut(listOf(Tool, 'a list of tools')),
  tool_choice: leftOut(ToolChoice),
  response_format: leftOut(Format),
};

/** The codec of `OpenAIRequest`. Fields that it does not know are the client's own. */
export const OpenAIRequest: t.Type<OpenAIRequest> = shape(
  'a chat request',
  { messages: listOf(Message, 'a list of messages') },
  FIELDS,
) as never;

/** The names of the fields that it knows. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(['messages', ...Object.keys(FIELDS)]);
