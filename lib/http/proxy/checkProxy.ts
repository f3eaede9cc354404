import { type Issue, mustBe } from '../../errors/Issue.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import type { Fetch } from '../client/Fetch.ts';
import type { HttpClient } from '../client/HttpClient.ts';
import { whyNoProxy } from './proxyAgents.ts';

/** The caller's proxy, and the client that sends the request. */
export interface ProxyChoice {
  readonly proxy?: string | undefined;
  readonly axios?: HttpClient | undefined;
  readonly fetch?: Fetch | undefined;
}

/** The issues of the caller's proxy: it is not the URL of a proxy, or the client would bypass it and reveal the caller's address. */
export function checkProxy({ proxy, axios, fetch }: ProxyChoice, path: string): readonly Issue[] {
  if (proxy === undefined) return [];
  if (!isProxyUrl(proxy)) return [mustBe(path, PROXY_URL)];
  const reason = whyNoProxy(axios, fetch);
  return reason === undefined ? [] : [{ path, expected: 'nothing', message: `${path} cannot be used: ${reason}` }];
}
