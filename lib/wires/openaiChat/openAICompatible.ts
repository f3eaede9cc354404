import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { type ApiKey, ApiKeyCodec, bearer, keyHeaders } from '../../provider/apiKey.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { oneOf } from '../../codec/oneOf.ts';
import { optional } from '../../codec/optional.ts';
import { recordOf } from '../../codec/recordOf.ts';
import { OPTIONAL_FIELDS } from '../../request/ChatRequest.ts';
import { checkBaseUrl } from '../asking/checkBaseUrl.ts';
import { joinUrl } from '../asking/joinUrl.ts';
import { originOf } from '../asking/originOf.ts';
import { chatBody } from './chatBody.ts';
import { ChatAnswerCodec, ChatFrameCodec } from './chatCodecs.ts';
import type { ChatFrame } from './ChatFrame.ts';
import { ChatReader } from './ChatReader.ts';
import { readChatError } from './readChatError.ts';

/** Options of `openAICompatible`. */
export interface OpenAICompatibleOptions extends ProviderOptions {
  /** The base URL of `/chat/completions` and `/models`: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer …`. A function is called for each answer. */
  readonly apiKey?: ApiKey | undefined;
  /** Parameters to add to every URL, such as Azure's `api-version`. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
  /**
   * Closes the list: any other model is an `UnknownModelError`.
   *
   * @default [], an open list
   */
  readonly models?: readonly string[] | undefined;
  /** Other names of models, each with the name that the server uses. */
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  /**
   * `false` omits `stream_options`, which some servers refuse.
   *
   * @default true
   */
  readonly streamUsage?: boolean | undefined;
  /**
   * The wire's name of `maxTokens`.
   *
   * @default 'max_tokens'
   */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;
}

const Options = optionsCodec<OpenAICompatibleOptions>(
  'openAICompatible',
  {
    apiKey: ApiKeyCodec,
    query: recordOf(optional(t.string), 'an object of parameters'),
    defaultModel: t.string,
    models: listOf(t.string, 'a list of names'),
    modelAliases: recordOf(t.string, 'an object of names'),
    streamUsage: t.boolean,
    maxTokensField: oneOf('max_tokens', 'max_completion_tokens'),
  },
  ['baseUrl'],
);

/**
 * Any server that implements OpenAI's chat completions: OpenAI, Azure, OpenRouter, Groq, vLLM, llama.cpp, LM Studio, Ollama's `/v1`.
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
  checkOptions(options, Options);
  checkBaseUrl(options, ['/chat/completions']);
  const { baseUrl, apiKey, query, defaultModel, models, modelAliases } = options;
  const headers = () => keyHeaders(apiKey, 'apiKey', bearer);
  if (typeof apiKey === 'string') void headers();
  return createProvider<ChatFrame>(
    {
      name: 'openAICompatible',
      url: originOf(baseUrl),
      defaultModel,
      models,
      modelAliases,
      endpoints: { '*': joinUrl(baseUrl, '/chat/completions') },
      modelsEndpoint: joinUrl(baseUrl, '/models'),
      carries: OPTIONAL_FIELDS,
      query,
      headers,
      body: (call) => chatBody(call, options),
      frame: ChatFrameCodec,
      answer: ChatAnswerCodec,
      readError: readChatError,
      open: (call) =>
        new ChatReader({ mayCallTools: mayCallTools(call, options), givesBlocks: options.blocks ?? true }),
    },
    options,
  );
}

/** Whether there are tools to call, in the request or in the caller's own body. */
const mayCallTools = ({ request }: ProviderCall, { body }: OpenAICompatibleOptions): boolean =>
  [request.tools, request.body?.['tools'], body?.['tools']].some((tools) => Array.isArray(tools) && tools.length > 0);
