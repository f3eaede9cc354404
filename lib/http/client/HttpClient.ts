/** The part of an axios instance that is used: its `request` method, so its interceptors, adapter and agents apply. */
export interface HttpClient {
  /** Sends a request, and settles when the head of the answer has arrived. */
  request(config: HttpClientConfig): Promise<HttpClientResponse>;
}

/** The configuration that is passed to it. Status handling, redirects, response type, timeout and signal are set by the library. */
export interface HttpClientConfig {
  /** The absolute URL, its query included. */
  url: string;
  /** A base URL of the instance is not put in front. */
  allowAbsoluteUrls: true;
  /** `POST`, or `GET` for a listing. */
  method: string;
  /** `false` keeps axios from adding the header. */
  headers: Record<string, string | false>;
  /** The body: JSON, as text. */
  data?: string;
  /** The body is given as a stream. */
  responseType: 'stream';
  /** Aborts the exchange, in every state. */
  signal: AbortSignal;
  /** No limit of axios's own: `deadlines` are the answer's. */
  timeout: 0;
  /** No redirect is followed: it would carry the key elsewhere. */
  maxRedirects: 0;
  /** Every status is an answer: refusals are read too. */
  validateStatus: null;
  /** No proxy of axios's own: agents lead through one. */
  proxy: false;
  /** No limit to what comes. */
  maxContentLength: -1;
  /** No limit to what is sent. */
  maxBodyLength: -1;
  /** A compressed body is given as it was before. */
  decompress: true;
  /** The body is sent as it is. */
  transformRequest: ((data: unknown) => unknown)[];
  /** The body is given as it is. */
  transformResponse: ((data: unknown) => unknown)[];
  /** The adapters to use, in order of preference. */
  adapter?: ('http' | 'fetch')[];
  /** By what axios's http adapter sends: Node's own modules, watched for stale connections. */
  transport?: unknown;
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
  /** The body: a stream of Node's or of the web's. */
  readonly data: unknown;
}
