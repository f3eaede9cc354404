import type { Agent } from 'node:http';
import { closeIdle } from '../client/closeIdle.ts';
import { createProxyAgent } from './createProxyAgent.ts';

/** A process goes through few proxies; one whose password changes for each request must not fill the memory. */
const MAX_AGENTS = 16;
/** Idle connections are few, and go after a while, or when the server's hint says so. */
const POOL = { keepAlive: true, scheduling: 'lifo', timeout: 5_000, maxFreeSockets: 16 } as const;

/** By kind of target, proxy and credentials: no connection serves other credentials than those that it was opened with. */
const agents = new Map<string, Promise<Agent>>();

/** The agent of a proxy, which keeps its connections: a tunnel is opened for the first answer, and serves the next. */
export function pooledAgent(proxy: string, isSecure: boolean): Promise<Agent> {
  const key = `${isSecure ? 'https' : 'http'} ${proxy}`;
  const agent = agents.get(key) ?? createProxyAgent(proxy, isSecure, { tls: {}, pool: POOL });
  // The one that was used last stands last.
  agents.delete(key);
  agents.set(key, agent);
  if (agents.size > MAX_AGENTS) retireOldest();
  return agent;
}

/** Its idle connections are closed; those in use end with their answers. */
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
