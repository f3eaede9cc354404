import type { Fetch } from '../http/client/Fetch.ts';
import type { HttpClient } from '../http/client/HttpClient.ts';
import type { ResponseHead } from '../http/head/ResponseHead.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** The options of a provider that concern one answer. The request wins over them. */
export interface AnswerOptions {
  /** Headers that replace the built-in ones of the same name; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Extra body fields. They replace the built-in ones, are merged one level deep, and `undefined` removes a field. */
  readonly body?: JsonObject | undefined;
  /**
   * As in the request.
   *
   * @default the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` set
   */
  readonly proxy?: string | undefined;
  /** Your own axios instance: its interceptors, adapter and agents apply. */
  readonly axios?: HttpClient | undefined;
  /**
   * Your own `fetch`, used instead of axios, for edge runtimes and tests. It does not tell which connection it used, so a request that finds
   * a kept connection closed is not sent again: that is a `ConnectionError`, for `retryRequest`.
   */
  readonly fetch?: Fetch | undefined;
  /** As in the request, whose deadlines win one by one. */
  readonly deadlines?: Deadlines | undefined;
  /** Called once for each answer, with any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
  /** Called with every frame as received, for data that no chunk carries: `logprobs`, costs, `service_tier`. */
  readonly onFrame?: ((frame: unknown) => void) | undefined;
  /**
   * `false` accepts a body that ends without an end marker as a complete answer with the finish reason `unknown`.
   *
   * @default true
   */
  readonly requireEndMarker?: boolean | undefined;
  /**
   * A larger line, event or JSON answer is an `EventTooLargeError`.
   *
   * @default 16 MiB
   */
  readonly maxEventBytes?: number | undefined;
  /**
   * `false` emits no `block` chunks.
   *
   * @default true
   */
  readonly blocks?: boolean | undefined;
}
