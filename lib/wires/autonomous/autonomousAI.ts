import * as t from 'io-ts';
import { isBrowser } from '../../http/isBrowser.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { isHeaderValue } from '../../request/checkHeaders.ts';
import { joinUrl } from '../asking/joinUrl.ts';
import { ChatAnswerCodec, ChatFrameCodec } from '../openaiChat/chatCodecs.ts';
import type { ChatFrame } from '../openaiChat/ChatFrame.ts';
import { ChatReader } from '../openaiChat/ChatReader.ts';
import { encodeMessages } from './encodeMessages.ts';

/** Options of `autonomousAI`. */
export interface AutonomousAIOptions extends ProviderOptions {
  /**
   * The base URL of the service.
   *
   * @default 'https://chatgpt.autonomous.ai/api/v1/ai'
   */
  readonly baseUrl?: string | undefined;
  /**
   * The `country-code` header.
   *
   * @default 'US'
   */
  readonly country?: string | undefined;
  /**
   * The `time-zone` header.
   *
   * @default 'America/New_York'
   */
  readonly timeZone?: string | undefined;
  /**
   * The id of the conversation.
   *
   * @default the wire's name of the model
   */
  readonly threadId?: string | undefined;
}

const HeaderText = t.refinement(t.string, isHeaderValue, 'text that an HTTP header can carry');

const Options = optionsCodec<AutonomousAIOptions>('autonomousAI', {
  country: HeaderText,
  timeZone: HeaderText,
  threadId: t.string,
});

const PATHS = {
  llama: '/chat',
  qwen_coder: '/chat',
  hermes: '/chat-hermes',
  vision: '/chat-vision',
  summary: '/summary',
};

/** Headers that a browser sets itself, and does not allow a script to set. */
const BROWSER_HEADERS = {
  origin: 'https://www.autonomous.ai',
  referer: 'https://www.autonomous.ai/',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
};

/**
 * The free chat models of https://www.autonomous.ai/anon/. The public service was last seen switched off (`working` is `false`); you can
 * change `baseUrl`, `headers` and `body`.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { autonomousAI, toText } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ model: 'llama-3.3-70b', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 */
export function autonomousAI(options: AutonomousAIOptions = {}): Provider {
  checkOptions(options, Options);
  const {
    baseUrl = 'https://chatgpt.autonomous.ai/api/v1/ai',
    country = 'US',
    timeZone = 'America/New_York',
  } = options;
  return createProvider<ChatFrame>(
    {
      name: 'autonomousAI',
      url: 'https://www.autonomous.ai/anon/',
      working: false,
      defaultModel: 'llama',
      models: Object.keys(PATHS),
      modelAliases: {
        'llama-3.3-70b': 'llama',
        'qwen-2.5-coder-32b': 'qwen_coder',
        'hermes-3': 'hermes',
        'llama-3.2-90b': 'vision',
        'llama-3.2-70b': 'summary',
      },
      endpoints: Object.fromEntries(Object.entries(PATHS).map(([model, path]) => [model, joinUrl(baseUrl, path)])),
      headers: () => ({
        accept: '*/*',
        'accept-language': 'en-US,en;q=0.9',
        'country-code': country,
        'time-zone': timeZone,
        ...(isBrowser() ? {} : BROWSER_HEADERS),
      }),
      body: ({ request, model, stream, unsupported }) => ({
        messages: encodeMessages(request.messages, unsupported),
        threadId: options.threadId ?? model,
        stream,
        aiAgent: model,
      }),
      frame: ChatFrameCodec,
      answer: ChatAnswerCodec,
      open: () => new ChatReader({ mayCallTools: false, givesBlocks: false }),
    },
    options,
  );
}
