import http, { type Agent, type RequestOptions } from 'node:http';
import https from 'node:https';
import { closeIdle } from './closeIdle.ts';

/**
 * An agent without kept connections, in place of another one. An agent of another class may connect through a proxy: it is used unchanged, and its idle
 * connections are closed.
 */
export function freshAgent(agent: RequestOptions['agent'], isSecure: boolean): RequestOptions['agent'] {
  if (agent === false) return agent;
  const { Agent: Fresh, globalAgent } = isSecure ? https : http;
  // The application may have changed the agent of the process: its authorities, its proxy.
  const kept = agent === undefined || agent === true ? globalAgent : agent;
  if (Object.getPrototypeOf(kept) === Fresh.prototype) return new Fresh({ ...optionsOf(kept), keepAlive: false });
  closeIdle(kept);
  return kept;
}

const optionsOf = (agent: Agent): object => (agent as Agent & { readonly options: object }).options;
