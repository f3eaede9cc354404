import { Agent, type RequestOptions } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { closeIdle } from './closeIdle.ts';

/**
 * An agent without kept connections, in place of another one. An agent of another class may connect through a proxy: it is used unchanged, and its idle
 * connections are closed.
 */
export function freshAgent(agent: RequestOptions['agent'], isSecure: boolean): RequestOptions['agent'] {
  if (agent === false) return agent;
  const Fresh = isSecure ? SecureAgent : Agent;
  if (agent === undefined || agent === true) return new Fresh();
  if (Object.getPrototypeOf(agent) === Fresh.prototype) return new Fresh({ ...optionsOf(agent), keepAlive: false });
  closeIdle(agent);
  return agent;
}

const optionsOf = (agent: Agent): object => (agent as Agent & { readonly options: object }).options;
