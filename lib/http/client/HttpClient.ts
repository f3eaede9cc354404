/** The part of an axios instance that is used: its `request` method, so its interceptors, adapter and agents apply. */
export interface HttpClient {
  /** Sends a request, and settles when the head of the answer has arrived. */
  request(config: HttpClientConfig): Promise<HttpClientResponse>;
}

/** The configuration that is passed to it. Status handling, redirects, response type, timeout and signal are set by the library. */
export interface HttpClientConfig {
  /** The absolute URL, including its query. */
  url: string;
  /** The base URL of the instance is not used. */
  allowAbsoluteUrls: true;
  /** `POST`, or `GET` for a listing. */
  method: string;
  /** `false` keeps axios from adding the header. */
  headers: Record<string, string | false>;
  /** The body: JSON, as text. */
  data?: string;
  /** The body is returned as a stream. */
  responseType: 'stream';
  /** Aborts the exchange, in every state. */
  signal: AbortSignal;
  /** No timeout by axios: `deadlines` apply instead. */
  timeout: 0;
  /** Redirects are not followed: they could send the key elsewhere. */
  maxRedirects: 0;
  /** Every status is accepted: the bodies of errors are read too. */
  validateStatus: null;
  /** No proxy by axios: agents connect through it. */
  proxy: false;
  /** No limit for the response. */
  maxContentLength: -1;
  /** No limit for the request. */
  maxBodyLength: -1;
  /** A compressed body is decompressed. */
  decompress: true;
  /** The body is sent unchanged. */
  transformRequest: ((data: unknown) => unknown)[];
  /** The body is returned unchanged. */
  transformResponse: ((data: unknown) => unknown)[];
  /** The adapters to use, in order of preference. axios gets a function that sends by them, to handle stale connections. */
  adapter?: ('http' | 'fetch')[];
  /** The agent of a proxy, for `http:` targets. */
  httpAgent?: unknown;
  /** The agent of a proxy, for `https:` targets. */
  httpsAgent?: unknown;
}

/** The part of its answer that is used. */
export interface HttpClientResponse {
  /** The status: 200, 429. */
  readonly status: number;
  /** The headers, as the client gives them. */
  readonly headers: unknown;
  /** The body: a Node stream or a web stream. */
  readonly data: unknown;
}
