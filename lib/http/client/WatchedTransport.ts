import { type ClientRequest, type IncomingMessage, request as requestPlainly, type RequestOptions } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { freshAgent } from './freshAgent.ts';
import { limitIdle } from './limitIdle.ts';
import { setSignal } from './signalOf.ts';
import { watchForStale } from './watchForStale.ts';

/**
 * Replaces the modules of Node with which axios's http adapter sends: it tells whether a kept connection was found closed, obeys a
 * server's hint how long to keep one, and tells an agent the request's signal.
 */
export class WatchedTransport {
  readonly #signal: AbortSignal;
  readonly #onNewConnection: boolean;
  #isStale: ((code: unknown) => boolean) | undefined;

  /**
   * @param signal the signal of the request
   * @param onNewConnection whether to use a new connection instead of a kept one
   */
  constructor(signal: AbortSignal, onNewConnection: boolean) {
    this.#signal = signal;
    this.#onNewConnection = onNewConnection;
  }

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const isSecure = options.protocol === 'https:';
    const sent = this.#onNewConnection ? { ...options, agent: freshAgent(options.agent, isSecure) } : options;
    const request = (isSecure ? requestSecurely : requestPlainly)(sent, onResponse);
    setSignal(request, this.#signal);
    request.on('response', limitIdle);
    this.#isStale = watchForStale(request);
    return request;
  }

  /** Whether the request found its kept connection closed. */
  foundStale(code: string): boolean {
    return this.#isStale?.(code) === true;
  }
}
