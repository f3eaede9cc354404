import { type ClientRequest, type IncomingMessage, request as requestPlainly, type RequestOptions } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { freshAgent } from './freshAgent.ts';
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
