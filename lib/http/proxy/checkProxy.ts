import { type Issue, mustBe } from '../../errors/Issue.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import type { Fetch } from '../client/Fetch.ts';
import type { HttpClient } from '../client/HttpClient.ts';
import { whyNoProxy } from './proxyAgents.ts';

/** The caller's proxy, and what sends the request. */
export interface ProxyChoice {
  readonly proxy?: string | undefined;
  readonly axios?: HttpClient | undefined;
  readonly fetch?: Fetch | undefined;
}

/** What is wrong with the caller's proxy: it is not the URL of one, or the client would go past it and show who asks. */
export function checkProxy({ proxy, axios, fetch }: ProxyChoice, path: string): readonly Issue[] {
  if (proxy === undefined) return [];
  if (!isProxyUrl(proxy)) return [mustBe(path, PROXY_URL)];
  const reason = whyNoProxy(axios, fetch);
  return reason === undefined ? [] : [{ path, expected: 'nothing', message: `${path} cannot be used: ${reason}` }];
}
