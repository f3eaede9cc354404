import type { Fetch } from './client/Fetch.ts';
import type { HttpClient } from './client/HttpClient.ts';
import type { ResponseHead } from './head/ResponseHead.ts';

/** One HTTP exchange. */
export interface RequestConfig {
  /** An `http:` or `https:` URL; in a page it may be relative to the page's URL. */
  readonly url: string;
  /** The method. @default 'POST' with a body, else 'GET' */
  readonly method?: string | undefined;
  /** The headers. `undefined` prevents a default header from being sent. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Parameters to add to those of the URL. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body as text; serialise JSON yourself. */
  readonly body?: string | undefined;
  /**
   * The URL of a proxy: `http://`, `https://`, `socks5://` or `socks5h://`.
   *
   * @default the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` set
   */
  readonly proxy?: string | undefined;
  /** Aborting it closes the socket and raises an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Your own axios instance. */
  readonly axios?: HttpClient | undefined;
  /** Your own `fetch`, used instead of axios. */
  readonly fetch?: Fetch | undefined;
  /** Called once, for any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
}
