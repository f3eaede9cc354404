import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request as requestPlainly,
  type RequestOptions,
} from 'node:http';
import { Agent as SecureAgent, request as requestSecurely } from 'node:https';
import { closeIdle } from './closeIdle.ts';
import { isStale } from './isStale.ts';

/** By what axios's http adapter sends, in the place of Node's own modules: it remembers what the connection had brought before. */
export class WatchedTransport {
  readonly #onNewConnection: boolean;
  #request: ClientRequest | undefined;
  #bytesBefore = 0;

  /** @param onNewConnection may no kept connection be used? */
  constructor(onNewConnection: boolean) {
    this.#onNewConnection = onNewConnection;
  }

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const isSecure = options.protocol === 'https:';
    const sent = this.#onNewConnection ? { ...options, agent: freshAgent(options.agent, isSecure) } : options;
    this.#request = (isSecure ? requestSecurely : requestPlainly)(sent, onResponse);
    this.#request.on('socket', ({ bytesRead }) => (this.#bytesBefore = bytesRead));
    return this.#request;
  }

  /** Did the request find its kept connection closed? */
  foundStale(code: string): boolean {
    return isStale(this.#request, code, this.#bytesBefore);
  }
}

/** An agent without kept connections. One of another class may lead by a proxy: it is taken as it is, and loses what it keeps. */
function freshAgent(agent: RequestOptions['agent'], isSecure: boolean): RequestOptions['agent'] {
  if (agent === false) return agent;
  const Fresh = isSecure ? SecureAgent : Agent;
  if (agent === undefined || agent === true) return new Fresh();
  if (Object.getPrototypeOf(agent) === Fresh.prototype) return new Fresh({ ...optionsOf(agent), keepAlive: false });
  closeIdle(agent);
  return agent;
}

const optionsOf = (agent: Agent): object => (agent as Agent & { readonly options: object }).options;
