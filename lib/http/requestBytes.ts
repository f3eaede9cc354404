import { Axios } from 'axios';
import { map, Observable } from 'rxjs';
import { isBrowser } from './isBrowser.ts';
import { mapError } from '../rx/mapError.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { isChatStreamError } from '../errors/ChatStreamError.ts';
import { classifyHttpError } from './refusal/classifyError.ts';
import { ConnectionError } from '../errors/ConnectionError.ts';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import { readRetryAfter } from './refusal/retryAfter.ts';
import { Secrets } from '../errors/redact/Secrets.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse, RequestConfig } from './RequestConfig.ts';
import type { ResponseHead } from './ResponseHead.ts';
import { bodyBytes } from './body/bodyBytes.ts';
import { checkHeaders } from '../request/checkHeaders.ts';
import { checkProxy } from './proxy/checkProxy.ts';
import { defaultsOf } from './client/defaultsOf.ts';
import { createProxyAgents } from './proxy/proxyAgents.ts';
import { proxyOf } from './proxy/proxyOf.ts';
import { readExcerpt } from './body/readExcerpt.ts';
import { tlsOptionsOf } from './client/tlsOptionsOf.ts';
import { causeOf, codeOf, isAxiosError } from './client/transportError.ts';

/** An instance of our own: one made by `axios.create()` would inherit what an application did to axios's defaults. */
const ownClient: HttpClient = new Axios({});

/**
 * One HTTP exchange: the bytes of the answer's body, as the transport delivers them.
 *
 * ```text
 * subscribe   ^----- request ----- headers --"by"----"tes"--|
 * unsubscribe                                     !            the socket is closed at once, whatever the state
 * ```
 *
 * Cold: each subscription is a request of its own. Redirects are not followed. In Node it goes by axios's http adapter, in a
 * browser's bundle by `fetch`.
 *
 * Raises, as error notifications: `InvalidRequestError` (before anything is sent), `ConnectionError`, `ProviderError` for a
 * status of 300 and above (the body is read up to 64 KiB and for at most 5 s), `IncompleteAnswerError` if the connection is lost
 * behind the headers, `AbortError`. What `onResponse` or an interceptor throws passes on unchanged.
 *
 * @example
 * ```ts
 * import { parseSse, requestBytes, splitLines } from 'rxllm';
 *
 * requestBytes({ url: 'http://127.0.0.1:8080/events' })
 *   .pipe(splitLines(), parseSse())
 *   .subscribe(({ type, data }) => console.log(type, data));
 * ```
 */
export function requestBytes(config: RequestConfig): Observable<Uint8Array> {
  return exchangeBytes(config).pipe(mapError(withoutSecrets(config)));
}

/** `requestBytes` for a provider, which takes the secrets out of its errors itself. */
export function exchangeBytes(config: RequestConfig): Observable<Uint8Array> {
  return new Observable<Uint8Array>((subscriber) => {
    const exchange = new AbortController();
    subscriber.add(() => exchange.abort());
    checkConfig(config);
    send(config, exchange.signal)
      .then((response) => {
        if (subscriber.closed) return release(response.data);
        const head = { status: response.status, headers: plainHeaders(response.headers) };
        config.onResponse?.(head);
        receive(head, response.data).subscribe(subscriber);
      })
      .catch((error: unknown) => subscriber.error(error));
  }).pipe(untilAborted(config.signal));
}

function checkConfig({ url, headers = {}, proxy, axios }: RequestConfig): void {
  const mismatches = checkHeaders(headers, 'headers');
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) mismatches.push({ path: 'url', expected: 'an http(s) URL' });
  mismatches.push(...checkProxy({ proxy, axios }, 'proxy'));
  if (mismatches.length > 0) throw new InvalidRequestError(mismatches);
}

async function send(config: RequestConfig, signal: AbortSignal): Promise<HttpClientResponse> {
  // A subscription that ends in the tick in which it began sends nothing, not even the first packet.
  await Promise.resolve();
  signal.throwIfAborted();
  const { axios, headers = {}, body, method = body === undefined ? 'GET' : 'POST' } = config;
  const url = withQuery(config);
  const proxy = proxyOf(config);
  const request: HttpClientConfig = {
    url,
    allowAbsoluteUrls: true,
    method,
    headers: headersForAxios(headers),
    ...(body === undefined ? {} : { data: body }),
    ...(usesDefaultAdapters(axios) ? { adapter: ['http', 'fetch'] } : {}),
    ...(proxy === undefined ? {} : await createProxyAgents(proxy, url, signal, tlsOptionsOf(axios))),
    responseType: 'stream',
    signal,
    timeout: 0,
    maxRedirects: 0,
    validateStatus: null,
    proxy: false,
    maxContentLength: -1,
    maxBodyLength: -1,
    decompress: true,
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  };
  try {
    return checkProxyAnswer(await (axios ?? ownClient).request(request), url, proxy);
  } catch (error) {
    // What is not axios's own comes from the caller's interceptors or adapter.
    if (axios && !isAxiosError(error)) throw error;
    throw error instanceof ConnectionError ? error : new ConnectionError(codeOf(error), causeOf(error));
  }
}

/** `false` keeps axios from adding a header of its own in the place of one that the caller took out. */
function headersForAxios(headers: Readonly<Record<string, string | undefined>>): Record<string, string | false> {
  // A browser names itself. Where axios does, Firefox asks the other origin's leave for a header that nobody wanted.
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'user-agent');
  const all = named || !isBrowser() ? headers : { ...headers, 'user-agent': undefined };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value ?? false]));
}

/** The body of a success; of any other status the error that it tells of. */
function receive({ status, headers }: ResponseHead, body: unknown): Observable<Uint8Array> {
  const context = { requestId: headers['x-request-id'] };
  if (status >= 200 && status < 300) {
    return bodyBytes(
      body,
      (error) => new IncompleteAnswerError('connection-lost', { ...context, cause: causeOf(error) }),
    );
  }
  return readExcerpt(bodyBytes(body)).pipe(
    map((text) => {
      const retryAfterMs = readRetryAfter(headers);
      throw new ProviderError({ ...classifyHttpError(status, text), inBand: false, retryAfterMs }, context);
    }),
  );
}

/** An answer that nobody waits for any more; its late error has to find a listener. */
function release(body: unknown): void {
  bodyBytes(body)
    .subscribe({ error: () => undefined })
    .unsubscribe();
}

/** Every error goes out without the secrets of the request. */
function withoutSecrets(config: RequestConfig): (error: unknown) => unknown {
  return (error) => {
    if (isChatStreamError(error)) {
      const { headers, query, url } = config;
      new Secrets().addHeaders(headers).addNamed(query).addUrl(url).addUrl(proxyOf(config)).scrubError(error);
    }
    return error;
  };
}

function withQuery({ url, query = {} }: RequestConfig): string {
  const parsed = new URL(url);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parsed.searchParams.set(name, value);
  return parsed.href;
}

/** A caller's instance keeps an adapter that the caller chose; axios's default would pick one that cannot stream. */
function usesDefaultAdapters(axios: RequestConfig['axios']): boolean {
  const { adapter } = defaultsOf(axios);
  return axios === undefined || (Array.isArray(adapter) && adapter.join() === 'xhr,http,fetch');
}

/** Where a proxy forwards a request, its own refusal comes as the answer; behind a tunnel an answer is the origin's. */
function checkProxyAnswer(response: HttpClientResponse, url: string, proxy = ''): HttpClientResponse {
  const isForwarded = /^http:/i.test(url) && /^https?:/i.test(proxy);
  if (!isForwarded || response.status !== 407) return response;
  release(response.data);
  throw new ConnectionError('PROXY_407');
}

function plainHeaders(headers: unknown): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') plain[name.toLowerCase()] = String(value);
    else if (Array.isArray(value)) plain[name.toLowerCase()] = value.join(', ');
  }
  return plain;
}
