import { isDirect } from './isDirect.ts';

/**
 * The proxy that the environment sets for this URL, if any: `HTTP_PROXY`, `HTTPS_PROXY` or `ALL_PROXY`, unless `NO_PROXY` exempts its
 * host. Without a scheme it is an http proxy, as for curl.
 */
export function proxyFromEnvironment(url: string): string | undefined {
  if (typeof process === 'undefined') return undefined;
  const secure = /^https:/i.test(url);
  const proxy = variable(secure ? 'https_proxy' : 'http_proxy') ?? variable('all_proxy');
  if (proxy === undefined) return undefined;
  const noProxy = variable('no_proxy');
  if (noProxy !== undefined && isDirect(new URL(url), noProxy)) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** The lower-case name wins. */
const variable = (name: string): string | undefined =>
  process.env[name] || process.env[name.toUpperCase()] || undefined;
