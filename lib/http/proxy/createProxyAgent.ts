import type { Agent } from 'node:http';
import type { AgentOptions } from './AgentOptions.ts';

/** An agent that reaches http or https targets through a proxy. The packages for that are loaded on first use. */
export async function createProxyAgent(proxy: string, isSecure: boolean, options: AgentOptions): Promise<Agent> {
  const agent = await create(proxy, isSecure, options);
  // Otherwise the agent reads this from a stack trace: slowly, and differently when a connection is given back, which it then never finds again.
  return Object.assign(agent, { isSecureEndpoint: () => isSecure });
}

async function create(proxy: string, isSecure: boolean, options: AgentOptions): Promise<Agent> {
  if (/^socks/i.test(proxy)) {
    const { SocksAgent } = await import('./SocksAgent.ts');
    return new SocksAgent(proxy, options);
  }
  if (isSecure) {
    const { TunnelAgent } = await import('./TunnelAgent.ts');
    return new TunnelAgent(proxy, options);
  }
  const { ForwardAgent } = await import('./ForwardAgent.ts');
  return new ForwardAgent(proxy, options);
}
