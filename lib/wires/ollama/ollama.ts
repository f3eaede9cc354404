import * as t from 'io-ts';
import { PositiveInteger } from '../../codec/PositiveInteger.ts';
import { dispatch } from '../../codec/dispatch.ts';
import { type ApiKey, ApiKeyCodec, bearer, keyHeaders } from '../../provider/apiKey.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { checkBaseUrl } from '../asking/checkBaseUrl.ts';
import { joinUrl } from '../asking/joinUrl.ts';
import { isReason } from '../reading/finishOf.ts';
import { OLLAMA_FIELDS, ollamaBody } from './ollamaBody.ts';
import { OllamaAnswerCodec, OllamaFrameCodec } from './ollamaCodecs.ts';
import type { OllamaFrame } from './OllamaFrame.ts';
import { ollamaListing } from './ollamaListing.ts';
import { OllamaReader } from './OllamaReader.ts';
import { readOllamaError } from './readOllamaError.ts';

/** Options of `ollama`. */
export interface OllamaOptions extends ProviderOptions {
  /**
   * The URL of the server, without `/api/chat`. `https://ollama.com` for models of its cloud, with a key.
   *
   * @default 'http://127.0.0.1:11434'
   */
  readonly baseUrl?: string | undefined;
  /** Sent as `Authorization: Bearer …`. A function is called for each answer. Your own server does not need one. */
  readonly apiKey?: ApiKey | undefined;
  /**
   * The context length of the model in tokens: `options.num_ctx`. A longer prompt is truncated **without any notice**, oldest messages
   * first.
   *
   * @default what the server gives it, often 4,096
   */
  readonly numCtx?: number | undefined;
  /**
   * How long the server keeps the model in memory after the answer: `keep_alive`. A duration (`'5m'`, `'24h'`) or seconds; 0 unloads it
   * at once, a negative number never.
   *
   * @default what the server does, usually 5 minutes
   */
  readonly keepAlive?: string | number | undefined;
  /** The model for requests without a `model`: `llama3.2`, `qwen3:8b`. */
  readonly defaultModel?: string | undefined;
}

const Options = optionsCodec<OllamaOptions>('ollama', {
  apiKey: ApiKeyCodec,
  numCtx: PositiveInteger,
  keepAlive: dispatch<string | number>('a duration such as "5m", or a number of seconds', (value) =>
    typeof value === 'string' && value !== '' ? t.string : Number.isFinite(value) ? t.number : undefined,
  ),
  defaultModel: t.string,
});

/** A server that loads a model sends no headers until that is done, which takes minutes for a large model. */
const HEADERS_MS = 600_000;

/**
 * An Ollama server through its native API, the only one that accepts `num_ctx`, `keep_alive` and `think`. The list of models is open.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { ollama, toText } from 'rxllm';
 *
 * ollama({ numCtx: 16_384 })
 *   .stream({ model: 'llama3.2', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 * @see https://docs.ollama.com/api/chat
 */
export function ollama(options: OllamaOptions = {}): Provider {
  checkOptions(options, Options);
  const { baseUrl = 'http://127.0.0.1:11434', apiKey, defaultModel } = options;
  checkBaseUrl({ baseUrl, apiKey }, ['/api/chat']);
  const headers = () => keyHeaders(apiKey, 'apiKey', bearer);
  if (typeof apiKey === 'string') void headers();
  return createProvider<OllamaFrame>(
    {
      name: 'ollama',
      url: 'https://ollama.com/',
      defaultModel,
      endpoints: { '*': joinUrl(baseUrl, '/api/chat') },
      listing: ollamaListing(joinUrl(baseUrl, '/api/tags')),
      carries: OLLAMA_FIELDS,
      headers,
      body: (call) => ollamaBody(call, options),
      framing: 'ndjson',
      frame: OllamaFrameCodec,
      answer: OllamaAnswerCodec,
      open: () => new OllamaReader(),
      isEnd: ({ done, done_reason: reason }) => done === true || (done !== false && isReason(reason)),
      readError: readOllamaError,
      deadlines: { headersMs: HEADERS_MS },
    },
    options,
  );
}
