import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';
import { optional } from '../codec/optional.ts';
import { DeadlinesCodec, HeadersCodec, ProxyCodec } from '../request/ChatRequest.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { HttpClient } from '../http/RequestConfig.ts';
import type { ResponseHead } from '../http/ResponseHead.ts';

/** What every factory takes. The request wins over these. */
export interface ProviderOptions {
  /** Where the service is. */
  readonly baseUrl?: string | undefined;
  /** Win over ours, name by name; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Extra body fields; win over ours, and `undefined` removes one. */
  readonly body?: JsonObject | undefined;
  /** As in the request. Without one, `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` apply. */
  readonly proxy?: string | undefined;
  /** Your own axios instance: its interceptors, adapter and agents apply. */
  readonly axios?: HttpClient | undefined;
  readonly deadlines?: Deadlines | undefined;
  /** What `stream()` does with a malformed frame; a function is told of each while the stream goes on. @default 'skip' */
  readonly onMalformed?: 'skip' | 'fail' | ((frame: MalformedFrame) => void) | undefined;
  /** Runs once for each answer, for any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
  /** `false` takes a body that ends without an end marker for a whole answer, with the reason `unknown`. @default true */
  readonly requireEndMarker?: boolean | undefined;
  /** A larger line, event or JSON answer is an `EventTooLargeError`. @default 16 MiB */
  readonly maxEventBytes?: number | undefined;
  /** `true` leaves out what the provider's wire cannot carry, instead of refusing the request. @default false */
  readonly ignoreUnsupported?: boolean | undefined;
}

const HttpUrl = t.refinement(t.string, (url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'an http(s) URL');
const PositiveInteger = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n > 0, 'positive integer');
const hasRequest = (value: unknown): boolean => {
  const request = (value as { readonly request?: unknown } | null | undefined)?.request;
  return typeof request === 'function';
};
// An axios instance is a function, which io-ts takes for no record.
const Client = t.refinement(t.unknown, hasRequest, 'an axios instance');
const OnMalformed = dispatch<string | Function>('"skip" | "fail" | function', (value) =>
  typeof value === 'function' ? t.Function : value === 'skip' || value === 'fail' ? t.string : undefined,
);

/** The members of every provider's options, for `t.partial`. */
export const sharedOptions = {
  baseUrl: optional(HttpUrl),
  headers: optional(HeadersCodec),
  body: optional(t.UnknownRecord),
  proxy: optional(ProxyCodec),
  axios: optional(Client),
  deadlines: optional(DeadlinesCodec),
  onMalformed: optional(OnMalformed),
  onResponse: optional(t.Function),
  requireEndMarker: optional(t.boolean),
  maxEventBytes: optional(PositiveInteger),
  ignoreUnsupported: optional(t.boolean),
};
