/** What we ask of an axios instance: its `request` method, so its interceptors, adapter and agents apply. */
export interface HttpClient {
  /** Sends a request, and settles when the head of the answer is there. */
  request(config: HttpClientConfig): Promise<HttpClientResponse>;
}

/** What we hand to it. Status handling, redirects, response type, timeout and signal are ours. */
export interface HttpClientConfig {
  url: string;
  /** A base URL of the instance's own does not stand before it. */
  allowAbsoluteUrls: true;
  method: string;
  /** `false` keeps axios from adding a header of its own. */
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
  /** Which adapter to use, the first that the runtime has. */
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
