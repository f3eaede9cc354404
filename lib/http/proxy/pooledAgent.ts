import type { Agent } from 'node:http';
import { closeIdle } from '../client/closeIdle.ts';
import { createProxyAgent } from './createProxyAgent.ts';

/** A process uses few proxies; a proxy whose password changes with each request must not fill the memory. */
const MAX_AGENTS = 16;
/** Few idle connections are kept; they are closed after a while, or when the server's hint says so. */
const POOL = { keepAlive: true, scheduling: 'lifo', timeout: 5_000, maxFreeSockets: 16 } as const;

/** By kind of target, proxy and credentials: a connection serves only the credentials that it was opened with. */
const agents = new Map<string, Promise<Agent>>();

/** The agent of a proxy. It keeps its connections: a tunnel that is opened for one answer serves the next. */
export function pooledAgent(proxy: string, isSecure: boolean): Promise<Agent> {
  const key = `${isSecure ? 'https' : 'http'} ${proxy}`;
  const agent = agents.get(key) ?? createProxyAgent(proxy, isSecure, { tls: {}, pool: POOL });
  // The most recently used one is last.
  agents.delete(key);
  agents.set(key, agent);
  if (agents.size > MAX_AGENTS) retireOldest();
  return agent;
}

/** Closes its idle connections; those in use end with their answers. */
function retireOldest(): void {
  const [oldest] = agents;
  if (oldest === undefined) return;
  const [key, agent] = oldest;
  agents.delete(key);
  void agent.then((retired) => {
    Object.assign(retired, { keepAlive: false });
    closeIdle(retired);
  });
}
