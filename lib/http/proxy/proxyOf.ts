import type { RequestConfig } from '../RequestConfig.ts';
import { defaultsOf } from '../client/defaultsOf.ts';
import { proxyFromEnvironment } from './proxyAgents.ts';

/** The proxy that applies: the caller's, else the environment's, unless the caller's instance has a way of its own. */
export function proxyOf({ url, proxy, axios }: Pick<RequestConfig, 'url' | 'proxy' | 'axios'>): string | undefined {
  return proxy ?? (hasOwnRoute(axios) ? undefined : proxyFromEnvironment(url));
}

function hasOwnRoute(axios: RequestConfig['axios']): boolean {
  const { httpAgent, httpsAgent, proxy } = defaultsOf(axios);
  return httpAgent !== undefined || httpsAgent !== undefined || proxy === false;
}
