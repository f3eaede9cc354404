import * as t from 'io-ts';
import { listOf } from '../codec/listOf.ts';
import { members } from '../codec/members.ts';
import { optional } from '../codec/optional.ts';
import { PositiveInteger } from '../codec/PositiveInteger.ts';
import { recordOf } from '../codec/recordOf.ts';
import { isSignal } from '../rx/isSignal.ts';
import { Deadlines } from './Deadlines.ts';
import { isProxyUrl, PROXY_URL } from './isProxyUrl.ts';
import type { JsonObject } from './JsonObject.ts';
import { Message } from './Message.ts';
import { ResponseFormat } from './ResponseFormat.ts';
import { Tool, ToolChoice } from './Tool.ts';

/**
 * What to ask, and how. Each provider maps the names to its wire, and refuses fields that its wire does not have.
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
  /**
   * A model or an alias.
   *
   * @default the provider's default model
   */
  readonly model?: string | undefined;
  /** The conversation so far; the last message is the one to answer. */
  readonly messages: readonly Message[];
  /**
   * `false` asks for one JSON answer, mapped to the same chunks.
   *
   * @default true
   */
  readonly stream?: boolean | undefined;
  /** How random the answer may be. */
  readonly temperature?: number | undefined;
  /** The most tokens that the answer may have. */
  readonly maxTokens?: number | undefined;
  /** Choose only among the most probable words, from 0 to 1. */
  readonly topP?: number | undefined;
  /** The same seed repeats an answer, if the service supports it. */
  readonly seed?: number | undefined;
  /**
   * How many answers to give in parallel.
   *
   * @default 1
   */
  readonly choices?: number | undefined;
  /** Texts at which the answer ends. */
  readonly stop?: readonly string[] | undefined;
  /** How much to reason before the answer, in the service's own words: `low`, `medium`, `high`. */
  readonly reasoningEffort?: string | undefined;
  /** Whether the model may make several calls at once. */
  readonly parallelToolCalls?: boolean | undefined;
  /** The functions that the model may call. */
  readonly tools?: readonly Tool[] | undefined;
  /** Whether to call a function, and which. @default 'auto', by the service */
  readonly toolChoice?: ToolChoice | undefined;
  /** Plain text, any JSON, or JSON that matches a schema. */
  readonly responseFormat?: ResponseFormat | undefined;
  /** Headers that replace the provider's of the same name; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Extra body fields. They replace the built-in ones, and `undefined` removes a field. */
  readonly body?: JsonObject | undefined;
  /** `http://`, `https://`, `socks5://` or `socks5h://`, with `user:password@` if needed. Only in Node. */
  readonly proxy?: string | undefined;
  /** Aborting closes the socket and gives an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Deadlines that replace the provider's one by one. */
  readonly deadlines?: Deadlines | undefined;
}

/** What the library knows about one field of a request. */
interface RequestField<T, Carried extends 'always' | 'by-some'> {
  readonly codec: t.Type<T>;
  /** Whether every wire supports it, or it is a field of the library itself. A wire lists the other fields that it supports. */
  readonly carried: Carried;
}

const always = <T>(codec: t.Type<T>): RequestField<T, 'always'> => ({ codec, carried: 'always' });
const bySome = <T>(codec: t.Type<T>): RequestField<T, 'by-some'> => ({ codec, carried: 'by-some' });

const FiniteNumber = t.refinement(t.number, Number.isFinite, 'a finite number');
const Integer = t.refinement(t.number, Number.isSafeInteger, 'an integer');
const Signal: t.Type<AbortSignal> = t.refinement(t.unknown, isSignal, 'an AbortSignal') as never;

/** The codec of a proxy's URL, shared with the providers' options. */
export const ProxyCodec: t.Type<string> = t.refinement(t.string, isProxyUrl, PROXY_URL);

/** The codec of a map of headers, shared with the providers' options. */
export const HeadersCodec: t.Type<Readonly<Record<string, string | undefined>>> = recordOf(
  optional(t.string),
  'an object of header values',
);

/** Every field of a request. Codec, unknown fields, what a wire carries, and the table in the docs come from here. */
export const REQUEST_FIELDS = {
  model: always(t.string),
  messages: always(listOf(Message, 'a list of messages')),
  stream: always(t.boolean),
  temperature: bySome(FiniteNumber),
  maxTokens: bySome(PositiveInteger),
  topP: bySome(FiniteNumber),
  seed: bySome(Integer),
  choices: bySome(PositiveInteger),
  stop: bySome(listOf(t.string, 'a list of strings')),
  reasoningEffort: bySome(t.string),
  parallelToolCalls: bySome(t.boolean),
  tools: bySome(listOf(Tool, 'a list of tools')),
  toolChoice: bySome(ToolChoice),
  responseFormat: bySome(ResponseFormat),
  headers: always(HeadersCodec),
  body: always(t.UnknownRecord as t.Type<JsonObject>),
  proxy: always(ProxyCodec),
  signal: always(Signal),
  deadlines: always(Deadlines),
} satisfies { readonly [K in keyof ChatRequest]-?: RequestField<NonNullable<ChatRequest[K]>, 'always' | 'by-some'> };

type Fields = typeof REQUEST_FIELDS;

/** The fields of a request that a wire may lack. */
export type OptionalField = { [K in keyof Fields]: Fields[K]['carried'] extends 'by-some' ? K : never }[keyof Fields];

/** Their names. */
export const OPTIONAL_FIELDS: readonly OptionalField[] = Object.entries(REQUEST_FIELDS).flatMap(([name, { carried }]) =>
  carried === 'by-some' ? [name as OptionalField] : [],
);

/** Other names of the fields of a request. */
const OTHER_NAMES = {
  n: 'choices',
  maxoutputtokens: 'maxTokens',
  maxcompletiontokens: 'maxTokens',
  numpredict: 'maxTokens',
  prompt: 'messages',
  input: 'messages',
  contents: 'messages',
  system: 'messages',
  functions: 'tools',
  abortsignal: 'signal',
  timeout: 'deadlines',
  stopsequences: 'stop',
};

/** The codec of `ChatRequest`. A field that does not exist is refused: extra body fields go into `body`. */
export const ChatRequest: t.Type<ChatRequest> = members<ChatRequest>(
  'a chat request',
  Object.fromEntries(Object.entries(REQUEST_FIELDS).map(([name, { codec }]) => [name, codec])) as never,
  { required: ['messages'], otherNames: OTHER_NAMES },
);
