import type { Agent } from 'node:http';
import { closeIdle } from '../client/closeIdle.ts';
import type { HttpClient } from '../client/HttpClient.ts';
import { httpsAgentOf, tlsOptionsOf } from '../client/tlsOptionsOf.ts';
import { createProxyAgent } from './createProxyAgent.ts';

/** A process uses few proxies; a proxy whose password changes with each request must not fill the memory. */
const MAX_AGENTS = 16;
/** Few idle connections are kept; they are closed after a while, or when the server's hint says so. */
const POOL = { keepAlive: true, scheduling: 'lifo', timeout: 5_000, maxFreeSockets: 16 } as const;

type Pool = Map<string, Promise<Agent>>;

/** What the agents of a caller's client trust belongs to that client's own https agent, and so do their connections. */
const pools = new WeakMap<object, Pool>();
const SHARED = {};

/**
 * The agent of a proxy. It keeps its connections: a tunnel that is opened for one answer serves the next.
 *
 * @param axios the caller's client, if it has one
 */
export function pooledAgent(proxy: string, isSecure: boolean, axios?: HttpClient): Promise<Agent> {
  const pool = poolOf(httpsAgentOf(axios) ?? SHARED);
  // By kind of target, proxy and credentials: a connection serves only the credentials that it was opened with.
  const key = `${isSecure ? 'https' : 'http'} ${proxy}`;
  const agent = pool.get(key) ?? createProxyAgent(proxy, isSecure, { tls: tlsOptionsOf(axios), pool: POOL });
  // The most recently used one is last.
  pool.delete(key);
  pool.set(key, agent);
  if (pool.size > MAX_AGENTS) retireOldest(pool);
  return agent;
}

function poolOf(owner: object): Pool {
  const pool = pools.get(owner) ?? new Map();
  pools.set(owner, pool);
  return pool;
}

/** Closes its idle connections; those in use end with their answers. */
function retireOldest(pool: Pool): void {
  const [oldest] = pool;
  if (oldest === undefined) return;
  const [key, agent] = oldest;
  pool.delete(key);
  void agent.then((retired) => {
    Object.assign(retired, { keepAlive: false });
    closeIdle(retired);
  });
}
