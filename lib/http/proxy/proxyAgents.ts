import type { Agent } from 'node:http';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import type { Fetch } from '../client/Fetch.ts';
import { defaultsOf } from '../client/defaultsOf.ts';
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

/** Where axios keeps its interceptors; one that was ejected is `null`. */
interface Intercepted {
  readonly interceptors: { readonly request?: { readonly handlers?: readonly unknown[] } };
}

/** Why a client cannot use a proxy; `undefined` if it can. */
export const whyNoProxy = (axios: HttpClient | undefined, fetch?: Fetch): string | undefined =>
  fetch === undefined && supportsAgents(axios) ? undefined : 'fetch and HTTP/2 do not support one';

/**
 * Agents that reach one URL through a proxy, and keep their connections. Those of a caller's client trust the authorities that its own
 * agent trusts. A client that sends by a transport or an adapter of its own, or whose interceptors may choose one, does not tell an agent
 * the signal of a request, so it gets an agent for this exchange only.
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
  const agent = tellsSignal(axios)
    ? await pooledAgent(proxy, isSecure, axios)
    : await createProxyAgent(proxy, isSecure, { tls: tlsOptionsOf(axios), pool: {}, signal });
  return isSecure ? { httpsAgent: agent } : { httpAgent: agent };
}

function tellsSignal(axios: HttpClient | undefined): boolean {
  if (axios === undefined) return true;
  const { adapter, transport } = defaultsOf(axios);
  const { interceptors } = axios as Partial<Intercepted>;
  const isIntercepted = interceptors?.request?.handlers?.some((handler) => handler !== null) ?? false;
  return transport === undefined && !isIntercepted && [adapter].flat().every((entry) => typeof entry === 'string');
}
