/** The part of an axios instance that is used: its `request` method, so its interceptors, adapter and agents apply. */
export interface HttpClient {
  /** Sends a request, and settles when the head of the answer has arrived. */
  request(config: HttpClientConfig): Promise<HttpClientResponse>;
}

/** The configuration that is passed to it. Status handling, redirects, response type, timeout and signal are set by the library. */
export interface HttpClientConfig {
  url: string;
  /** A base URL of the instance is not put in front. */
  allowAbsoluteUrls: true;
  method: string;
  /** `false` keeps axios from adding the header. */
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
  /** The adapters to use, in order of preference. */
  adapter?: ('http' | 'fetch')[];
  httpAgent?: unknown;
  httpsAgent?: unknown;
}

/** The part of its answer that is used. */
export interface HttpClientResponse {
  readonly status: number;
  readonly headers: unknown;
  readonly data: unknown;
}
