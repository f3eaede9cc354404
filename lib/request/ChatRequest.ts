import * as t from 'io-ts';
import { dispatch, dispatchOn } from '../codec/dispatch.ts';
import { optional } from '../codec/optional.ts';
import { isProxyUrl, PROXY_URL } from './isProxyUrl.ts';
import type { Deadlines } from './Deadlines.ts';
import type { JsonObject } from './JsonObject.ts';

/** A call that the model made: give it back with the history, and its result as a `tool` message. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
}

/** A part of a user's message. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  /** `url` is a web address or a `data:` URL. */
  | { readonly type: 'image'; readonly url: string };

/** One message of the history. */
export type Message =
  | { readonly role: 'system' | 'developer'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly Part[] }
  | {
      readonly role: 'assistant';
      readonly content?: string | null | undefined;
      readonly toolCalls?: readonly ToolCall[] | undefined;
    }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  readonly description?: string | undefined;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** `auto`, `none`, `required`, or the one tool to call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** Plain text, any JSON, or JSON of a schema. */
export type ResponseFormat =
  | 'text'
  | 'json'
  | { readonly name: string; readonly schema: JsonObject; readonly strict?: boolean | undefined };

/**
 * What to ask, and how. Names are ours; each provider maps them to its wire.
 *
 * @example
 * ```ts
 * import type { ChatRequest } from 'rxllm';
 *
 * const request: ChatRequest = {
 *   model: 'llama',
 *   messages: [
 *     { role: 'system', content: 'Answer in one sentence.' },
 *     { role: 'user', content: 'What is back-pressure?' },
 *   ],
 * };
 * ```
 */
export interface ChatRequest {
  /** A model or an alias; the provider's default where it is absent or empty. */
  readonly model?: string | undefined;
  readonly messages: readonly Message[];
  /** `false` asks for one JSON answer, mapped to the same chunks. @default true */
  readonly stream?: boolean | undefined;
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** How many answers to give side by side. @default 1 */
  readonly choices?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly reasoningEffort?: string | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
  /** Win over the provider's, name by name; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Extra body fields; win over ours, and `undefined` removes one. */
  readonly body?: JsonObject | undefined;
  /** `http://`, `https://`, `socks5://` or `socks5h://`, with `user:password@` if need be. Only in Node. */
  readonly proxy?: string | undefined;
  /** Aborting closes the socket and gives an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  readonly deadlines?: Deadlines | undefined;
}

const FiniteNumber = t.refinement(t.number, Number.isFinite, 'finite number');
const PositiveInteger = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n > 0, 'positive integer');
const Integer = t.refinement(t.number, Number.isSafeInteger, 'integer');
const Headers = t.record(t.string, optional(t.string), 'headers');
const Signal: t.Type<AbortSignal> = new t.Type<AbortSignal>(
  'AbortSignal',
  (value): value is AbortSignal =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as AbortSignal).aborted === 'boolean' &&
    typeof (value as AbortSignal).addEventListener === 'function',
  (value, context) => (Signal.is(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
);

export const ToolCall: t.Type<ToolCall> = t.type({ id: t.string, name: t.string, arguments: t.string }, 'ToolCall');

const Part: t.Type<Part> = dispatchOn<Part>('type', {
  text: t.type({ type: t.literal('text'), text: t.string }),
  image: t.type({ type: t.literal('image'), url: t.string }),
});

const UserContent = dispatch<string | readonly Part[]>('string | Part[]', (value) =>
  typeof value === 'string' ? t.string : Array.isArray(value) ? t.readonlyArray(Part) : undefined,
);

const Instruction = t.type({ role: t.keyof({ system: null, developer: null }), content: t.string });

export const Message: t.Type<Message> = dispatchOn<Message>('role', {
  system: Instruction,
  developer: Instruction,
  user: t.type({ role: t.literal('user'), content: UserContent }),
  assistant: t.intersection([
    t.type({ role: t.literal('assistant') }),
    t.partial({
      content: t.union([t.string, t.null, t.undefined], 'string | null'),
      toolCalls: optional(t.readonlyArray(ToolCall)),
    }),
  ]),
  tool: t.type({ role: t.literal('tool'), toolCallId: t.string, content: t.string }),
});

export const Tool: t.Type<Tool> = t.intersection(
  [t.type({ name: t.string, parameters: t.UnknownRecord }), t.partial({ description: optional(t.string) })],
  'Tool',
);

const ToolChoice = dispatch<ToolChoice>('"auto" | "none" | "required" | { name: string }', (value) =>
  typeof value === 'string'
    ? t.keyof({ auto: null, none: null, required: null }, '"auto" | "none" | "required"')
    : t.UnknownRecord.is(value)
      ? t.type({ name: t.string })
      : undefined,
);

const ResponseFormat = dispatch<ResponseFormat>('"text" | "json" | { name, schema }', (value) =>
  typeof value === 'string'
    ? t.keyof({ text: null, json: null }, '"text" | "json"')
    : t.UnknownRecord.is(value)
      ? t.intersection([
          t.type({ name: t.string, schema: t.UnknownRecord }),
          t.partial({ strict: optional(t.boolean) }),
        ])
      : undefined,
);

const Milliseconds = dispatch<number | false>('milliseconds above 0, or false', (value) =>
  value === false ? t.literal(false) : typeof value === 'number' && value > 0 ? t.number : undefined,
);

/** The codec of `Deadlines`, shared with the providers' options. */
export const DeadlinesCodec: t.Type<Deadlines> = t.partial(
  {
    headersMs: optional(Milliseconds),
    firstContentMs: optional(Milliseconds),
    idleMs: optional(Milliseconds),
    totalMs: optional(Milliseconds),
  },
  'Deadlines',
);

/** The codec of a proxy's URL, shared with the providers' options. */
export const ProxyCodec: t.Type<string> = t.refinement(t.string, isProxyUrl, PROXY_URL);

/** The codec of a map of headers, shared with the providers' options. */
export const HeadersCodec: t.Type<Readonly<Record<string, string | undefined>>> = Headers;

export const ChatRequest: t.Type<ChatRequest> = t.intersection(
  [
    t.type({ messages: t.readonlyArray(Message, 'Message[]') }),
    t.partial({
      model: optional(t.string),
      stream: optional(t.boolean),
      temperature: optional(FiniteNumber),
      maxTokens: optional(PositiveInteger),
      topP: optional(FiniteNumber),
      seed: optional(Integer),
      choices: optional(PositiveInteger),
      stop: optional(t.readonlyArray(t.string)),
      reasoningEffort: optional(t.string),
      tools: optional(t.readonlyArray(Tool)),
      toolChoice: optional(ToolChoice),
      responseFormat: optional(ResponseFormat),
      headers: optional(Headers),
      body: optional(t.UnknownRecord),
      proxy: optional(ProxyCodec),
      signal: optional(Signal),
      deadlines: optional(DeadlinesCodec),
    }),
  ],
  'ChatRequest',
);
