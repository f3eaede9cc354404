import { isDirect } from './isDirect.ts';

/**
 * The proxy that the environment names for this URL, if any: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, unless `NO_PROXY` has its host. One
 * without a scheme is an http proxy, as it is for curl.
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

/** The name in lower case is looked at first. */
const variable = (name: string): string | undefined =>
  process.env[name] || process.env[name.toUpperCase()] || undefined;
