import type { Fetch } from '../http/client/Fetch.ts';
import type { HttpClient } from '../http/client/HttpClient.ts';
import type { ResponseHead } from '../http/head/ResponseHead.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** What of a provider's options concerns one answer. The request wins over these. */
export interface AnswerOptions {
  /** Win over ours, name by name; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Extra body fields; win over ours, objects one level deep, and `undefined` removes one. */
  readonly body?: JsonObject | undefined;
  /**
   * As in the request.
   *
   * @default what `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say
   */
  readonly proxy?: string | undefined;
  /** Your own axios instance: its interceptors, adapter and agents apply. */
  readonly axios?: HttpClient | undefined;
  /**
   * Your own `fetch`, in place of axios: for edge runtimes and tests. It does not tell which connection it took, so a request that finds a
   * kept one closed is not sent again: that is a `ConnectionError`, for `retryRequest`.
   */
  readonly fetch?: Fetch | undefined;
  /** As in the request, which wins one by one. */
  readonly deadlines?: Deadlines | undefined;
  /** Runs once for each answer, for any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
  /** Is told of every frame as it came, for what no chunk carries: `logprobs`, costs, `service_tier`. */
  readonly onFrame?: ((frame: unknown) => void) | undefined;
  /**
   * `false` takes a body that ends without an end marker for a whole answer, with the reason `unknown`.
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
   * `false` gives no `block` chunks.
   *
   * @default true
   */
  readonly blocks?: boolean | undefined;
}
