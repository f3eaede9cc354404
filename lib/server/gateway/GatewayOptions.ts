import * as t from 'io-ts';
import type { Observable } from 'rxjs';
import { dispatch } from '../../codec/dispatch.ts';
import { members } from '../../codec/members.ts';
import { type AnyHeaders, RESPONSE_OPTIONS, type ResponseOptions } from '../transport/ResponseOptions.ts';
import { KNOWN_FIELDS } from './OpenAIRequest.ts';

/** Options of `openAIGateway`. */
export interface GatewayOptions extends Pick<ResponseOptions, 'heartbeatMs' | 'holdStatusMs'> {
  /**
   * Win over ours, name by name, in every response. With `access-control-allow-origin` among them, browsers that ask first (`OPTIONS`) are
   * told that they may.
   */
  readonly headers?: AnyHeaders | undefined;
  /**
   * What `GET /models` lists, asked anew for each request where it is a function. It does not say which models may be asked: the source
   * does.
   *
   * @default what the source itself lists, where it is a provider, else nothing
   */
  readonly models?: readonly string[] | (() => Observable<readonly string[]>) | undefined;
  /** Whether a request may pass: `false` answers it by 401. What it throws answers it by 500. @default every request may */
  readonly authorize?: ((raw: Request) => boolean | PromiseLike<boolean>) | undefined;
  /** A larger body is answered by 413, and not read. @default 4 MiB */
  readonly maxBodyBytes?: number | undefined;
  /** Where the paths begin; `''` for the root. @default '/v1' */
  readonly basePath?: string | undefined;
  /**
   * Further fields that are sent on as a client wrote them, by the `body` of the request, for a source that speaks OpenAI's wire itself:
   * `['frequency_penalty', 'presence_penalty']`. Other services refuse what they do not know.
   *
   * @default none
   */
  readonly passedFields?: readonly string[] | undefined;
  /** What reasoning is called. @default 'reasoning_content' */
  readonly reasoningField?: string | undefined;
  /** Is told of each failure as it is, for a log: a client is told little. */
  readonly onError?: ((error: unknown, raw: Request) => void) | undefined;
}

const PositiveInteger = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n > 0, 'a positive integer');
const BasePath = t.refinement(
  t.string,
  (path) => path === '' || /^\/[^?#\s]*$/.test(path),
  "a path that begins with a slash, or ''",
);
const Models = dispatch<unknown>('a list of names, or a function', (value) =>
  Array.isArray(value) ? t.readonlyArray(t.string) : typeof value === 'function' ? t.Function : undefined,
);

const PassedField = t.refinement(
  t.string,
  (name) => !KNOWN_FIELDS.has(name),
  'a field that the gateway does not read itself',
);

/** The codec of `GatewayOptions`. */
export const GatewayOptions: t.Type<GatewayOptions> = members<GatewayOptions>(
  'an object of options',
  {
    headers: RESPONSE_OPTIONS.headers,
    heartbeatMs: RESPONSE_OPTIONS.heartbeatMs,
    holdStatusMs: RESPONSE_OPTIONS.holdStatusMs,
    models: Models,
    authorize: t.Function,
    maxBodyBytes: PositiveInteger,
    basePath: BasePath,
    passedFields: t.readonlyArray(PassedField),
    reasoningField: t.string,
    onError: t.Function,
  } as never,
  { noun: 'option', otherNames: { auth: 'authorize', path: 'basePath', baseurl: 'basePath', limit: 'maxBodyBytes' } },
);
