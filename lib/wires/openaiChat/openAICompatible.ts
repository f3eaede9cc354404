import * as t from 'io-ts';
import { ChatAnswer, ChatFrame } from './ChatFrame.ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { optional } from '../../codec/optional.ts';
import { isPromiseLike } from '../../rx/isPromiseLike.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { isHeaderValue } from '../../request/checkHeaders.ts';
import type { ResponseFormat, Tool, ToolChoice } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Provider } from '../../provider/Provider.ts';
import type { ProviderCall } from '../../provider/ProviderDefinition.ts';
import { type ProviderOptions, sharedOptions } from '../../provider/ProviderOptions.ts';
import { chatFrameToChunks } from './chatFrameToChunks.ts';
import { chatMessageToWire } from './chatMessageToWire.ts';
import { defineProvider } from '../../provider/defineProvider.ts';
import { joinUrl } from '../joinUrl.ts';

/** Options of `openAICompatible`. */
export interface OpenAICompatibleOptions extends ProviderOptions {
  /** Where `/chat/completions` and `/models` are: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer …`. A function is asked for each answer. */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** Parameters to add to every URL: Azure's `api-version`. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** What errors call it. @default 'openAICompatible' */
  readonly name?: string | undefined;
  readonly defaultModel?: string | undefined;
  /** Closes the list: any other model is an `UnknownModelError`. @default [], an open list */
  readonly models?: readonly string[] | undefined;
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  /** `false` leaves out `stream_options`, which some servers refuse. @default true */
  readonly streamUsage?: boolean | undefined;
  /** The wire's name of `maxTokens`. @default 'max_tokens' */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;
}

const Options = t.intersection([
  t.type({ baseUrl: sharedOptions.baseUrl.types[0] }),
  t.partial({
    ...sharedOptions,
    apiKey: optional(t.union([t.string, t.Function], 'string | function')),
    query: optional(t.record(t.string, optional(t.string))),
    name: optional(t.string),
    defaultModel: optional(t.string),
    models: optional(t.readonlyArray(t.string)),
    modelAliases: optional(t.record(t.string, t.string)),
    streamUsage: optional(t.boolean),
    maxTokensField: optional(t.keyof({ max_tokens: null, max_completion_tokens: null })),
  }),
]);

/**
 * Any server that speaks OpenAI's chat completions: OpenAI, Azure, OpenRouter, Groq, vLLM, llama.cpp, LM Studio, Ollama's `/v1`.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { openAICompatible, toText } from 'rxllm';
 *
 * const openAI = openAICompatible({
 *   baseUrl: 'https://api.openai.com/v1',
 *   apiKey: () => process.env['OPENAI_API_KEY'] ?? '',
 * });
 * openAI
 *   .stream({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 */
export function openAICompatible(options: OpenAICompatibleOptions): Provider {
  decodeOrThrow(Options, options, 'options');
  const { baseUrl, apiKey, query, name = 'openAICompatible', defaultModel, models, modelAliases } = options;
  if (typeof apiKey === 'string') authorization(apiKey);
  return defineProvider<ChatFrame>(
    {
      name,
      url: new URL(baseUrl).origin,
      defaultModel,
      models,
      modelAliases,
      endpoints: { '*': joinUrl(baseUrl, '/chat/completions') },
      modelsEndpoint: joinUrl(baseUrl, '/models'),
      carries: [
        'temperature',
        'maxTokens',
        'topP',
        'seed',
        'choices',
        'stop',
        'reasoningEffort',
        'tools',
        'toolChoice',
        'responseFormat',
      ],
      query,
      headers: () => {
        const key = typeof apiKey === 'function' ? apiKey() : apiKey;
        return isPromiseLike(key) ? Promise.resolve(key).then(authorization) : authorization(key);
      },
      body: (call) => bodyOf(call, options),
      frame: ChatFrame,
      answer: ChatAnswer,
      transforms: false,
      toChunks: chatFrameToChunks,
    },
    options,
  );
}

function authorization(key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined || key === '') return {};
  if (isHeaderValue(key)) return { authorization: `Bearer ${key}` };
  throw new InvalidRequestError([{ path: 'options/apiKey', expected: 'a key that an HTTP header can carry' }]);
}

function bodyOf(
  { request, model, stream }: ProviderCall,
  { streamUsage = true, maxTokensField = 'max_tokens' }: OpenAICompatibleOptions,
): JsonObject {
  return {
    model,
    messages: request.messages.map(chatMessageToWire),
    stream,
    stream_options: stream && streamUsage ? { include_usage: true } : undefined,
    temperature: request.temperature,
    [maxTokensField]: request.maxTokens,
    top_p: request.topP,
    seed: request.seed,
    n: request.choices,
    stop: request.stop,
    reasoning_effort: request.reasoningEffort,
    tools: request.tools?.map(toolToWire),
    tool_choice: request.toolChoice && toolChoiceToWire(request.toolChoice),
    response_format: request.responseFormat && responseFormatToWire(request.responseFormat),
  };
}

const toolToWire = ({ name, description, parameters }: Tool): JsonObject => ({
  type: 'function',
  function: { name, description, parameters },
});

const toolChoiceToWire = (choice: ToolChoice): string | JsonObject =>
  typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };

function responseFormatToWire(format: ResponseFormat): JsonObject {
  if (format === 'text') return { type: 'text' };
  if (format === 'json') return { type: 'json_object' };
  const { name, schema, strict } = format;
  return { type: 'json_schema', json_schema: { name, schema, strict } };
}
