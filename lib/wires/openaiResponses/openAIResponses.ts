import * as t from 'io-ts';
import { recordOf } from '../../codec/recordOf.ts';
import { oneOf } from '../../codec/oneOf.ts';
import { optional } from '../../codec/optional.ts';
import { type ApiKey, ApiKeyCodec, bearer, keyHeaders } from '../../provider/apiKey.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { checkBaseUrl } from '../asking/checkBaseUrl.ts';
import { joinUrl } from '../asking/joinUrl.ts';
import { originOf } from '../asking/originOf.ts';
import { isTerminal } from './isTerminal.ts';
import { readResponsesError } from './readResponsesError.ts';
import { RESPONSES_FIELDS, responsesBody } from './responsesBody.ts';
import { ResponsesAnswerCodec, ResponsesFrameCodec } from './responsesCodecs.ts';
import type { ResponsesFrame } from './ResponsesFrame.ts';
import { ResponsesReader } from './ResponsesReader.ts';

const OPENAI = 'https://api.openai.com/v1';

/** Options of `openAIResponses`. */
export interface OpenAIResponsesOptions extends ProviderOptions {
  /**
   * The base URL of `/responses` and `/models`.
   *
   * @default 'https://api.openai.com/v1'
   */
  readonly baseUrl?: string | undefined;
  /** Sent as `Authorization: Bearer …`. A function is called for each answer. */
  readonly apiKey?: ApiKey | undefined;
  /** Parameters to add to every URL. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
  /**
   * Requests a summary of its reasoning from a reasoning model. Without it OpenAI's models show none.
   *
   * @default none is asked for
   */
  readonly reasoningSummary?: 'auto' | 'concise' | 'detailed' | undefined;
  /**
   * `true` asks the service not to store the answer (`store: false`), and to send the reasoning in encrypted form, so that the blocks of
   * an answer contain all that the next request needs.
   *
   * @default false: what the service does by default. OpenAI keeps answers.
   */
  readonly stateless?: boolean | undefined;
}

const Options = optionsCodec<OpenAIResponsesOptions>('openAIResponses', {
  apiKey: ApiKeyCodec,
  query: recordOf(optional(t.string), 'an object of parameters'),
  defaultModel: t.string,
  reasoningSummary: oneOf('auto', 'concise', 'detailed'),
  stateless: t.boolean,
});

/**
 * OpenAI's Responses API, and the servers that implement it: Azure, xAI, OpenRouter, DeepSeek, LM Studio, Ollama, vLLM.
 *
 * Each item of an answer is emitted as a block, so that `toMessage(answer)` sends a reasoning model its own reasoning back.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://platform.openai.com/docs/api-reference/responses
 * @example
 * ```ts
 * import { openAIResponses, toText } from 'rxllm';
 *
 * const openAI = openAIResponses({ apiKey: () => process.env['OPENAI_API_KEY'] ?? '', reasoningSummary: 'auto' });
 * openAI
 *   .stream({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello' }], reasoningEffort: 'low' })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 */
export function openAIResponses(options: OpenAIResponsesOptions = {}): Provider {
  checkOptions(options, Options);
  const { baseUrl = OPENAI, apiKey, query, defaultModel } = options;
  checkBaseUrl({ baseUrl, apiKey }, ['/responses', '/chat/completions']);
  const headers = () => keyHeaders(apiKey, 'apiKey', bearer);
  if (typeof apiKey === 'string') void headers();
  return createProvider<ResponsesFrame>(
    {
      name: 'openAIResponses',
      url: originOf(baseUrl),
      defaultModel,
      endpoints: { '*': joinUrl(baseUrl, '/responses') },
      modelsEndpoint: joinUrl(baseUrl, '/models'),
      carries: RESPONSES_FIELDS,
      query,
      headers,
      body: (call) => responsesBody(call, options),
      frame: ResponsesFrameCodec,
      answer: ResponsesAnswerCodec,
      open: () => new ResponsesReader(),
      isEnd: ({ type }) => isTerminal(type),
      readError: readResponsesError,
    },
    options,
  );
}
