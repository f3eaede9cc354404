import type { Agent } from 'node:http';
import { getProxyForUrl } from 'proxy-from-env';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { Fetch } from '../client/Fetch.ts';
import type { HttpClient } from '../client/HttpClient.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import { supportsAgents } from '../client/supportsAgents.ts';
import type { TlsOptions } from '../client/tlsOptionsOf.ts';

/** The agents of one exchange, in axios's words. */
export interface ProxyAgents {
  readonly httpAgent?: Agent;
  readonly httpsAgent?: Agent;
}

/** Why a client cannot go through a proxy; `undefined` where it can. */
export const whyNoProxy = (axios: HttpClient | undefined, fetch?: Fetch): string | undefined =>
  fetch === undefined && supportsAgents(axios) ? undefined : 'fetch and HTTP/2 take no proxy';

/**
 * The proxy that the environment names for this URL, if any: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`. One without a
 * scheme is an http proxy, as it is for curl.
 */
export function proxyFromEnvironment(url: string): string | undefined {
  if (typeof process === 'undefined') return undefined;
  const proxy = getProxyForUrl(url);
  // The package puts the target's scheme before one that has none.
  const bare = proxy.startsWith('https://') ? proxy.slice('https://'.length) : undefined;
  return bare !== undefined && Object.values(process.env).includes(bare) ? `http://${bare}` : proxy || undefined;
}

/**
 * Agents that reach one URL through a proxy. They serve one exchange and follow its signal, so that an abort also ends a
 * handshake with a proxy that says nothing. The agents' packages are loaded here and not before.
 */
export async function createProxyAgents(
  proxy: string,
  url: string,
  signal: AbortSignal,
  tls: TlsOptions = {},
): Promise<ProxyAgents> {
  // The environment's has not been looked at yet.
  if (!isProxyUrl(proxy)) throw new InvalidRequestError([mustBe('proxy', PROXY_URL)]);
  const secure = url.startsWith('https:');
  if (/^socks/i.test(proxy)) {
    const { createSocksAgent } = await import('./createSocksAgent.ts');
    const agent = createSocksAgent(proxy, secure ? tls : undefined, signal);
    return secure ? { httpsAgent: agent } : { httpAgent: agent };
  }
  if (secure) return { httpsAgent: await createTunnelAgent(proxy, signal, tls) };
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return { httpAgent: new HttpProxyAgent(proxy, { signal, ...trustOf(tls) }) };
}

/**
 * The agent replays a refused CONNECT as if the origin had answered it; a proxy's 401 or 407 must not pass for the origin's.
 */
async function createTunnelAgent(proxy: string, signal: AbortSignal, tls: TlsOptions): Promise<Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxy, { signal, ...trustOf(tls) });
  // Node adds an agent's options to those of each connection: here the one to the origin, within the tunnel.
  Object.assign(agent, { options: { ...tls, path: undefined } });
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: { destroy(error: Error): void }) => {
    if (statusCode !== 200) request.destroy(Object.assign(new Error('proxy refused'), { code: `PROXY_${statusCode}` }));
  });
  return agent;
}

/** A proxy that is reached by TLS is trusted as an origin is, and not told who we are. */
function trustOf({ ca, rejectUnauthorized }: TlsOptions): object {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}
