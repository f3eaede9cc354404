import type { Mismatch } from '../../codec/describeErrors.ts';
import type { RequestConfig } from '../RequestConfig.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import { whyNoProxy } from './proxyAgents.ts';

/** What speaks against the caller's proxy: it is none, or the client would go past it and show who asks. */
export function checkProxy({ proxy, axios }: Pick<RequestConfig, 'proxy' | 'axios'>, path: string): Mismatch[] {
  if (proxy === undefined) return [];
  const expected = isProxyUrl(proxy) ? whyNoProxy(axios) : PROXY_URL;
  return expected === undefined ? [] : [{ path, expected }];
}
