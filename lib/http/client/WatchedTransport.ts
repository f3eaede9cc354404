import { type ClientRequest, type IncomingMessage, request as requestPlainly, type RequestOptions } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { freshAgent } from './freshAgent.ts';
import { limitIdle } from './limitIdle.ts';
import { watchForStale } from './watchForStale.ts';

/**
 * Replaces the modules of Node with which axios's http adapter sends: it tells whether a kept connection was found closed, and obeys a
 * server's hint how long to keep one.
 */
export class WatchedTransport {
  readonly #onNewConnection: boolean;
  #isStale: ((code: unknown) => boolean) | undefined;

  /** @param onNewConnection whether to use a new connection instead of a kept one */
  constructor(onNewConnection: boolean) {
    this.#onNewConnection = onNewConnection;
  }

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const isSecure = options.protocol === 'https:';
    const sent = this.#onNewConnection ? { ...options, agent: freshAgent(options.agent, isSecure) } : options;
    const request = (isSecure ? requestSecurely : requestPlainly)(sent, onResponse);
    request.on('response', limitIdle);
    this.#isStale = watchForStale(request);
    return request;
  }

  /** Whether the request found its kept connection closed. */
  foundStale(code: string): boolean {
    return this.#isStale?.(code) === true;
  }
}
