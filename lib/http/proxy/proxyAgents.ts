import type { Agent } from 'node:http';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import type { Fetch } from '../client/Fetch.ts';
import type { HttpClient } from '../client/HttpClient.ts';
import { supportsAgents } from '../client/supportsAgents.ts';
import { tlsOptionsOf } from '../client/tlsOptionsOf.ts';
import { createProxyAgent } from './createProxyAgent.ts';
import { pooledAgent } from './pooledAgent.ts';

export { checkProxyAnswer } from './checkProxyAnswer.ts';
export { proxyFromEnvironment } from './proxyFromEnvironment.ts';

/** The agents of one exchange, under axios's names. */
export interface ProxyAgents {
  readonly httpAgent?: Agent;
  readonly httpsAgent?: Agent;
}

/** Why a client cannot use a proxy; `undefined` if it can. */
export const whyNoProxy = (axios: HttpClient | undefined, fetch?: Fetch): string | undefined =>
  fetch === undefined && supportsAgents(axios) ? undefined : 'fetch and HTTP/2 do not support one';

/**
 * Agents that reach one URL through a proxy, and keep their connections. The caller's client gets agents for this exchange only: they
 * trust the authorities that its own agent trusts, and obey the signal.
 */
export async function createProxyAgents(
  proxy: string,
  url: string,
  signal: AbortSignal,
  axios: HttpClient | undefined,
): Promise<ProxyAgents> {
  // The proxy of the environment has not been checked yet.
  if (!isProxyUrl(proxy)) throw new InvalidRequestError([mustBe('proxy', PROXY_URL)]);
  const isSecure = /^https:/i.test(url);
  const agent =
    axios === undefined
      ? await pooledAgent(proxy, isSecure)
      : await createProxyAgent(proxy, isSecure, { tls: tlsOptionsOf(axios), pool: {}, signal });
  return isSecure ? { httpsAgent: agent } : { httpAgent: agent };
}
