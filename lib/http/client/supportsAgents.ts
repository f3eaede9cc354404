import type { HttpClient } from './HttpClient.ts';
import { defaultsOf } from './defaultsOf.ts';

/**
 * Whether the client sends through agents, as far as can be known. axios's `fetch` and XHR adapters do not, nor do its HTTP/2 sessions.
 * An adapter that the caller passes as a function is assumed to.
 */
export function supportsAgents(axios: HttpClient | undefined): boolean {
  const { adapter = 'http', httpVersion } = defaultsOf(axios);
  const names = [adapter].flat().map((entry) => (typeof entry === 'string' ? entry.toLowerCase() : 'a function'));
  // axios takes the first one that the runtime supports, and Node has no XHR.
  const taken = names.find((name) => name !== 'xhr') ?? 'xhr';
  return taken === 'http' ? Number(httpVersion) !== 2 : taken === 'a function';
}
