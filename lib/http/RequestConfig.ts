import type { ResponseHead } from './ResponseHead.ts';

/** What we ask of an axios instance: its `request` method, so its interceptors, adapter and agents apply. */
export interface HttpClient {
  request(config: HttpClientConfig): Promise<HttpClientResponse>;
}

/** What we hand to it. Status handling, redirects, response type, timeout and signal are ours. */
export interface HttpClientConfig {
  url: string;
  /** A base URL of the instance's own does not stand before it. */
  allowAbsoluteUrls: true;
  method: string;
  headers: Record<string, string | false>;
  data?: string;
  responseType: 'stream';
  signal: AbortSignal;
  timeout: 0;
  maxRedirects: 0;
  validateStatus: null;
  proxy: false;
  maxContentLength: -1;
  maxBodyLength: -1;
  decompress: true;
  transformRequest: ((data: unknown) => unknown)[];
  transformResponse: ((data: unknown) => unknown)[];
  adapter?: ('http' | 'fetch')[];
  httpAgent?: unknown;
  httpsAgent?: unknown;
}

/** What we need of its answer. */
export interface HttpClientResponse {
  readonly status: number;
  readonly headers: unknown;
  readonly data: unknown;
}

/** One HTTP exchange. */
export interface RequestConfig {
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  /** @default 'POST' with a body, else 'GET' */
  readonly method?: string | undefined;
  /** `undefined` keeps a header from being sent. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Parameters to add to the URL's own. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body as text; serialise JSON yourself. */
  readonly body?: string | undefined;
  /** `http://`, `https://`, `socks5://` or `socks5h://`; without it `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` apply. */
  readonly proxy?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Your own axios instance. */
  readonly axios?: HttpClient | undefined;
  /** Runs once, for any status, before the first byte. */
  readonly onResponse?: ((head: ResponseHead) => void) | undefined;
}
