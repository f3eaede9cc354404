import { Axios } from 'axios';
import { isBranded } from '../errors/ChatStreamError.ts';
import { ConnectionError } from '../errors/ConnectionError.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { againIfStale } from './client/againIfStale.ts';
import { defaultsOf } from './client/defaultsOf.ts';
import { fetchClient } from './client/fetchClient.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from './client/HttpClient.ts';
import { nodeAdapter } from './client/nodeAdapter.ts';
import { causeOf, codeOf, isAxiosError } from './client/transportError.ts';
import { headersToSend } from './headersToSend.ts';
import { checkProxyAnswer, createProxyAgents } from './proxy/proxyAgents.ts';
import { proxyOf } from './proxy/proxyOf.ts';
import type { RequestConfig } from './RequestConfig.ts';
import { withoutCredentials } from './withoutCredentials.ts';

/** An instance of our own: `axios.create()` would inherit the changes that an application made to axios's defaults. */
const ownClient = new Axios({}) as HttpClient;
/** axios's own adapters, without the one that gives a body only at its end. */
const STREAMING: ('http' | 'fetch')[] = ['http', 'fetch'];
/** An interceptor that returns `response.data` alone hides the status, and the body that has to be read or closed. */
const A_CLIENT = 'a client that answers with the response itself';
const unchanged = [(data: unknown): unknown => data];

/**
 * Sends a request by axios, the caller's axios instance or a `fetch` function, and settles when the head of the answer has arrived. The
 * only module that makes an axios instance.
 *
 * A request that finds its kept connection closed by the server is sent once more. Rejects with a `ConnectionError`, or with an error
 * thrown by the caller's own interceptors.
 */
export async function send(config: RequestConfig, signal: AbortSignal): Promise<HttpClientResponse> {
  // A subscription that ends in the same tick sends nothing, not even the first packet.
  await Promise.resolve();
  signal.throwIfAborted();
  const { axios, fetch, body, method = body === undefined ? 'GET' : 'POST' } = config;
  const { url, authorization } = withoutCredentials(withQuery(config));
  const proxy = proxyOf(config);
  const isOwn = axios === undefined && fetch === undefined;
  const request: HttpClientConfig = {
    url,
    allowAbsoluteUrls: true,
    method,
    headers: headersToSend(config.headers, { authorization, isOwn }),
    ...(body === undefined ? {} : { data: body }),
    ...(proxy === undefined ? {} : await createProxyAgents(proxy, url, signal, axios)),
    ...adapterFor(axios, isOwn),
    responseType: 'stream',
    signal,
    timeout: 0,
    maxRedirects: 0,
    validateStatus: null,
    proxy: false,
    maxContentLength: -1,
    maxBodyLength: -1,
    decompress: true,
    transformRequest: unchanged,
    transformResponse: unchanged,
  };
  try {
    const client = fetch === undefined ? (axios ?? ownClient) : fetchClient(fetch);
    const response = await client.request(request);
    if (typeof response?.status !== 'number') throw new InvalidRequestError([mustBe('axios', A_CLIENT)]);
    return checkProxyAnswer(response, url, proxy);
  } catch (error) {
    // An error that is not axios's own comes from the caller's interceptors or adapter.
    if (axios && !isAxiosError(error)) throw error;
    throw isBranded(error) ? error : new ConnectionError(codeOf(error), causeOf(error));
  }
}

/** The caller's instance keeps an adapter that the caller chose; axios's default might pick one that cannot stream. */
function adapterFor(axios: HttpClient | undefined, isOwn: boolean): Pick<HttpClientConfig, 'adapter'> {
  if (isOwn && nodeAdapter !== undefined) return { adapter: nodeAdapter as never };
  if (axios === undefined) return { adapter: STREAMING };
  const { adapter, transport } = defaultsOf(axios);
  const isDefault = Array.isArray(adapter) && adapter.join() === 'xhr,http,fetch';
  const chosen = isDefault ? STREAMING : adapter;
  // A client that is not axios has no defaults.
  if (chosen === undefined) return {};
  // A transport of the caller's own sends once. (`fetch` does not tell which connection it used.)
  return { adapter: (transport === undefined ? againIfStale(chosen) : chosen) as never };
}

function withQuery({ url, query }: RequestConfig): string {
  const parameters = Object.entries(query ?? {});
  if (parameters.length === 0) return url;
  const parsed = new URL(url);
  for (const [name, value] of parameters) if (value !== undefined) parsed.searchParams.set(name, value);
  return parsed.href;
}
