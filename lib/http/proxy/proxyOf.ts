import { defaultsOf } from '../client/defaultsOf.ts';
import type { ProxyChoice } from './checkProxy.ts';
import { proxyFromEnvironment } from './proxyAgents.ts';

/** The proxy to use: the caller's, else the environment's, unless the caller's client has its own route. */
export function proxyOf({ url, proxy, axios, fetch }: ProxyChoice & { readonly url: string }): string | undefined {
  return proxy ?? (fetch !== undefined || hasOwnRoute(axios) ? undefined : proxyFromEnvironment(url));
}

function hasOwnRoute(axios: ProxyChoice['axios']): boolean {
  const { httpAgent, httpsAgent, proxy } = defaultsOf(axios);
  return httpAgent !== undefined || httpsAgent !== undefined || proxy === false;
}
