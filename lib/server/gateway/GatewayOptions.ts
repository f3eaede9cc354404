import * as t from 'io-ts';
import { PositiveInteger } from '../../codec/PositiveInteger.ts';
import type { Observable } from 'rxjs';
import { dispatch } from '../../codec/dispatch.ts';
import { members } from '../../codec/members.ts';
import { type AnyHeaders, RESPONSE_OPTIONS, type ResponseOptions } from '../transport/ResponseOptions.ts';
import { KNOWN_FIELDS } from './OpenAIRequest.ts';

/** Options of `openAIGateway`. */
export interface GatewayOptions extends Pick<ResponseOptions, 'heartbeatMs' | 'holdStatusMs'> {
  /**
   * Take precedence over the gateway's own, name by name, in every response. If `access-control-allow-origin` is among them, preflight
   * requests (`OPTIONS`) are allowed.
   */
  readonly headers?: AnyHeaders | undefined;
  /**
   * What `GET /models` lists; a function is called for each request. The list does not restrict which models may be requested: the source
   * decides.
   *
   * @default what the source itself lists, where it is a provider, else nothing
   */
  readonly models?: readonly string[] | (() => Observable<readonly string[]>) | undefined;
  /** Whether a request is allowed: `false` answers it with 401. An error that it throws answers it with 500. @default every request may */
  readonly authorize?: ((raw: Request) => boolean | PromiseLike<boolean>) | undefined;
  /** A larger body is answered with 413, and not read. @default 4 MiB */
  readonly maxBodyBytes?: number | undefined;
  /** The prefix of the paths; `''` for the root. @default '/v1' */
  readonly basePath?: string | undefined;
  /**
   * Further fields that are passed on as the client wrote them, in the `body` of the request, for a source that itself speaks OpenAI's
   * wire: `['frequency_penalty', 'presence_penalty']`. Other services reject fields that they do not know.
   *
   * @default none
   */
  readonly passedFields?: readonly string[] | undefined;
  /** The name of the field for reasoning. @default 'reasoning_content' */
  readonly reasoningField?: string | undefined;
  /** Called with each failure unchanged, for a log: a client learns little about it. */
  readonly onError?: ((error: unknown, raw: Request) => void) | undefined;
}

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
  'an object',
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
