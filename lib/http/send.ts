import { Axios } from 'axios';
import { ConnectionError } from '../errors/ConnectionError.ts';
import { discard } from './body/discard.ts';
import { defaultsOf } from './client/defaultsOf.ts';
import { fetchClient } from './client/fetchClient.ts';
import type { HttpClient, HttpClientConfig, HttpClientResponse } from './client/HttpClient.ts';
import { tlsOptionsOf } from './client/tlsOptionsOf.ts';
import { causeOf, codeOf, isAxiosError } from './client/transportError.ts';
import { isBrowser } from './isBrowser.ts';
import { createProxyAgents } from './proxy/proxyAgents.ts';
import { proxyOf } from './proxy/proxyOf.ts';
import type { RequestConfig } from './RequestConfig.ts';

/** An instance of our own: one made by `axios.create()` would inherit what an application did to axios's defaults. */
const ownClient: HttpClient = new Axios({});

/**
 * Sends a request by axios, the caller's instance of it, or a `fetch` function; settles when the head of the answer is there. The only
 * module that imports axios.
 *
 * Rejects with a `ConnectionError`, or with what the caller's own interceptors throw.
 */
export async function send(config: RequestConfig, signal: AbortSignal): Promise<HttpClientResponse> {
  // A subscription that ends in the tick in which it began sends nothing, not even the first packet.
  await Promise.resolve();
  signal.throwIfAborted();
  const { axios, fetch, headers = {}, body, method = body === undefined ? 'GET' : 'POST' } = config;
  const client = fetch === undefined ? (axios ?? ownClient) : fetchClient(fetch);
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
    return checkProxyAnswer(await client.request(request), url, proxy);
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

/** Where a proxy forwards a request, its own refusal comes as the answer; from a tunnel an answer is the origin's. */
function checkProxyAnswer(response: HttpClientResponse, url: string, proxy = ''): HttpClientResponse {
  const isForwarded = /^http:/i.test(url) && /^https?:/i.test(proxy);
  if (!isForwarded || response.status !== 407) return response;
  discard(response.data);
  throw new ConnectionError('PROXY_407');
}
