import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import { PositiveInteger } from '../../codec/PositiveInteger.ts';
import { oneOf } from '../../codec/oneOf.ts';
import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { WireHeaders } from '../../answer/Wire.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { notTogether } from '../../errors/Issue.ts';
import { isBrowser } from '../../http/isBrowser.ts';
import { hasCredentials } from '../../http/withoutCredentials.ts';
import { type ApiKey, ApiKeyCodec, bearer, keyHeaders } from '../../provider/apiKey.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { isHeaderValue } from '../../request/checkHeaders.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { isPromiseLike } from '../../rx/isPromiseLike.ts';
import { joinUrl } from '../asking/joinUrl.ts';
import { originOf } from '../asking/originOf.ts';
import { MESSAGES_FIELDS, messagesBody } from './messagesBody.ts';
import { MessagesAnswer, MessagesFrame } from './MessagesFrame.ts';
import { messagesListing } from './messagesListing.ts';
import { MessagesReader } from './MessagesReader.ts';
import type { ThinkingMode } from './thinkingOf.ts';
import { earlierTool } from './turnBlocks.ts';

/** Options of `anthropic`. */
export interface AnthropicOptions extends ProviderOptions {
  /**
   * The base URL of `/v1/messages` and `/v1/models`. For Google's Vertex AI: up to `…/publishers/anthropic/models`.
   *
   * @default 'https://api.anthropic.com'
   */
  readonly baseUrl?: string | undefined;
  /** Sent as `x-api-key`. A function is called for each answer. */
  readonly apiKey?: ApiKey | undefined;
  /** Sent as `Authorization: Bearer …` in place of a key: an OAuth token. A function is called for each answer. */
  readonly authToken?: ApiKey | undefined;
  /**
   * The wire's version.
   *
   * @default '2023-06-01'
   */
  readonly version?: string | undefined;
  /** Betas to enable. Your own `anthropic-beta` header replaces all of them. */
  readonly betas?: readonly string[] | undefined;
  /**
   * The maximum number of tokens of an answer if the request does not set one: this wire requires a number.
   *
   * @default 8192, and 32000 where `reasoningEffort` asks for thinking
   */
  readonly maxTokens?: number | undefined;
  /**
   * How `reasoningEffort` is sent: as `adaptive` thinking with an effort, or as a `budget` of tokens, which models before Claude 4.6 and
   * some other servers require.
   *
   * @default 'adaptive'
   */
  readonly thinking?: ThinkingMode | undefined;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
}

const HeaderText = t.refinement(t.string, isHeaderValue, 'text that an HTTP header can carry');

const Options = optionsCodec<AnthropicOptions>('anthropic', {
  apiKey: ApiKeyCodec,
  authToken: ApiKeyCodec,
  version: HeaderText,
  betas: listOf(HeaderText, 'a list of names'),
  maxTokens: PositiveInteger,
  thinking: oneOf('adaptive', 'budget'),
  defaultModel: t.string,
});

const BASE_URL = 'https://api.anthropic.com';
const VERSION = '2023-06-01';
const VERTEX_VERSION = 'vertex-2023-10-16';
/** Without it a token is refused. */
const TOKEN_BETA = 'oauth-2025-04-20';

/**
 * Anthropic's Claude, and any server that implements its Messages API: Vertex AI, Foundry, DeepSeek, Moonshot, MiniMax, Ollama, LM
 * Studio, llama.cpp, vLLM.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://docs.claude.com/en/api/messages
 * @example
 * ```ts
 * import { anthropic, toText } from 'rxllm';
 *
 * const claude = anthropic({ apiKey: () => process.env['ANTHROPIC_API_KEY'] ?? '' });
 * claude
 *   .stream({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 */
export function anthropic(options: AnthropicOptions = {}): Provider {
  checkOptions(options, Options);
  checkTogether(options);
  const { baseUrl = BASE_URL, defaultModel, blocks = true } = options;
  const isVertex = pathOf(baseUrl).endsWith('/publishers/anthropic/models');
  // The same server, regardless of how its base URL is written.
  const server = joinUrl(baseUrl, isVertex ? '' : '/v1/messages');
  const headers = () => headersOf(options, isVertex);
  if (typeof options.apiKey === 'string' || typeof options.authToken === 'string') void headers();
  return createProvider<MessagesFrame>(
    {
      name: 'anthropic',
      url: options.baseUrl === undefined ? 'https://www.anthropic.com/' : originOf(baseUrl),
      defaultModel,
      endpoints: isVertex ? (call) => vertexUrl(baseUrl, call) : { '*': server },
      listing: isVertex ? undefined : messagesListing(joinUrl(baseUrl, '/v1/models')),
      carries: MESSAGES_FIELDS,
      headers,
      body: (call) => {
        const body = messagesBody(call, options, server);
        return isVertex ? vertexBody(body, options.version) : body;
      },
      frame: MessagesFrame,
      answer: MessagesAnswer,
      transforms: false,
      isEnd: ({ type, content }) =>
        type === 'message_stop' || (type === 'message' && Array.isArray(content) && content.length > 0),
      open: ({ request: { messages } }) =>
        new MessagesReader({
          givesBlocks: blocks,
          server,
          earlierTool: (id) => earlierTool(messages, id),
        }),
    },
    options,
  );
}

/** Finds mistakes in the options that would otherwise only show as a 404, or as a key that is not sent. */
function checkTogether({ baseUrl, apiKey, authToken }: AnthropicOptions): void {
  if (apiKey !== undefined && authToken !== undefined) {
    throw new InvalidRequestError([notTogether('options/authToken', 'options/apiKey')]);
  }
  if (baseUrl !== undefined && authToken !== undefined && hasCredentials(baseUrl)) {
    throw new InvalidRequestError([notTogether('options/authToken', 'the credentials in options/baseUrl')]);
  }
  if (baseUrl !== undefined && /\/v1(?:\/messages)?$/.test(pathOf(baseUrl))) {
    const message = 'options/baseUrl must end before /v1: the provider adds /v1/messages itself';
    throw new InvalidRequestError([{ path: 'options/baseUrl', expected: 'a URL without /v1', message }]);
  }
}

/** The path without trailing slashes. */
const pathOf = (url: string): string => new URL(url, BASE_URL).pathname.replace(/\/+$/, '');

function headersOf(options: AnthropicOptions, isVertex: boolean): WireHeaders | Promise<WireHeaders> {
  const { apiKey, authToken, version = VERSION, betas = [] } = options;
  const all = authToken === undefined || isVertex ? betas : [...betas, TOKEN_BETA];
  const own = {
    'anthropic-version': isVertex ? undefined : version,
    'anthropic-beta': all.length === 0 ? undefined : [...new Set(all)].join(','),
    // Without it the service refuses the preflight request of a browser.
    'anthropic-dangerous-direct-browser-access': isBrowser() ? 'true' : undefined,
  };
  const key =
    authToken === undefined
      ? keyHeaders(apiKey, 'apiKey', (value) => ({ 'x-api-key': value }))
      : keyHeaders(authToken, 'authToken', bearer);
  return isPromiseLike(key) ? Promise.resolve(key).then((headers) => ({ ...own, ...headers })) : { ...own, ...key };
}

/** In Vertex AI the path contains the model, and whether the answer is streamed. */
function vertexUrl(baseUrl: string, { model, stream }: ProviderCall): string {
  const name = encodeURIComponent(model).replaceAll('%40', '@');
  return joinUrl(baseUrl, `/${name}:${stream ? 'streamRawPredict' : 'rawPredict'}`);
}

function vertexBody({ model: _, ...body }: JsonObject, version: string = VERTEX_VERSION): JsonObject {
  return { anthropic_version: version, ...body };
}
