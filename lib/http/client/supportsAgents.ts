import type { HttpClient } from './HttpClient.ts';
import { defaultsOf } from './defaultsOf.ts';

/**
 * Does the client send by agents, as far as we can know? axios's adapters of `fetch` and XHR take none, nor do its sessions of
 * HTTP/2. What an adapter does that the caller gives as a function is the caller's business.
 */
export function supportsAgents(axios: HttpClient | undefined): boolean {
  const { adapter = 'http', httpVersion } = defaultsOf(axios);
  const names = [adapter].flat().map((entry) => (typeof entry === 'string' ? entry.toLowerCase() : 'a function'));
  // axios takes the first that the runtime has, and Node has no XHR.
  const taken = names.find((name) => name !== 'xhr') ?? 'xhr';
  return taken === 'http' ? Number(httpVersion) !== 2 : taken === 'a function';
}
