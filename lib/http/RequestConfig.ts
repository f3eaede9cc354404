import type { Fetch } from './client/Fetch.ts';
import type { HttpClient } from './client/HttpClient.ts';
import type { ResponseHead } from './head/ResponseHead.ts';

/** One HTTP exchange. */
export interface RequestConfig {
  /** `http:` or `https:`; in a page it may be relative to the page's own. */
  readonly url: string;
  /** The method. @default 'POST' with a body, else 'GET' */
  readonly method?: string | undefined;
  /** `undefined` keeps a header from being sent. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Parameters to add to the URL's own. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body as text; serialise JSON yourself. */
  readonly body?: string | undefined;
  /**
   * `http://`, `https://`, `socks5://` or `socks5h://`.
   *
   * @default what `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say
   */
  readonly proxy?: string | undefined;
  /** Aborting closes the socket and gives an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Your own axios instance. */
  readonly axios?: HttpClient | undefined;
  /** Your own `fetch`, in place of axios. */
  readonly fetch?: Fetch | undefined;
  /** Runs once, for any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
}
