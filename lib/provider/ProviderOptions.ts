import * as t from 'io-ts';
import type { AnswerOptions } from '../answer/AnswerOptions.ts';
import { dispatch } from '../codec/dispatch.ts';
import { type MemberCodecs, members } from '../codec/members.ts';
import { PositiveInteger } from '../codec/PositiveInteger.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { isHttpClient } from '../http/isHttpClient.ts';
import { HeadersCodec, ProxyCodec } from '../request/ChatRequest.ts';
import { Deadlines } from '../request/Deadlines.ts';
import { HTTP_URL, isHttpUrl } from '../request/isHttpUrl.ts';

/** The options of every factory. The request takes precedence over them. */
export interface ProviderOptions extends AnswerOptions {
  /**
   * The name of the provider in errors.
   *
   * @default the factory's name
   */
  readonly name?: string | undefined;
  /** The URL of the service. In a page it may begin with `/`; it is resolved when a request is sent. */
  readonly baseUrl?: string | undefined;
  /**
   * What `stream()` does with a malformed frame. A function is called with each one, and the stream continues.
   *
   * @default 'skip'
   */
  readonly onMalformed?: 'skip' | 'fail' | ((frame: MalformedFrame) => void) | undefined;
  /**
   * `true` leaves out what the provider's wire does not support, instead of refusing the request.
   *
   * @default false
   */
  readonly ignoreUnsupported?: boolean | undefined;
}

const isRelative = (url: string): boolean => /^\/(?!\/)/.test(url);
const BaseUrl = t.refinement(t.string, (url) => isHttpUrl(url) || isRelative(url), HTTP_URL);
// An axios instance is a function, which io-ts does not accept as a record.
const Client = t.refinement(t.unknown, isHttpClient, 'an axios instance');
const OnMalformed = dispatch<string | Function>('"skip", "fail" or a function', (value) =>
  typeof value === 'function' ? t.Function : value === 'skip' || value === 'fail' ? t.string : undefined,
);

/** The codecs of every provider's options. */
export const SHARED_OPTIONS: MemberCodecs<ProviderOptions> = {
  name: t.string,
  baseUrl: BaseUrl,
  headers: HeadersCodec,
  body: t.UnknownRecord,
  proxy: ProxyCodec,
  axios: Client,
  fetch: t.Function,
  deadlines: Deadlines,
  onMalformed: OnMalformed,
  onResponse: t.Function,
  onFrame: t.Function,
  requireEndMarker: t.boolean,
  maxEventBytes: PositiveInteger,
  ignoreUnsupported: t.boolean,
  blocks: t.boolean,
} as never;

/** Other names of the options. */
const OTHER_NAMES = {
  timeout: 'deadlines',
  key: 'apiKey',
  token: 'apiKey',
  url: 'baseUrl',
  endpoint: 'baseUrl',
  host: 'baseUrl',
  client: 'axios',
  httpclient: 'axios',
  defaultheaders: 'headers',
  model: 'defaultModel',
};

/** The codec of a factory's options: those of every provider, and its own. Any other option is refused. */
export function optionsCodec<A extends ProviderOptions>(
  factory: string,
  own: MemberCodecs<Omit<A, keyof ProviderOptions>>,
  required: readonly (keyof A & string)[] = [],
): t.Type<A> {
  return members<A>('an object', { ...SHARED_OPTIONS, ...own } as never, {
    required,
    noun: `option of ${factory}`,
    otherNames: OTHER_NAMES,
  });
}
