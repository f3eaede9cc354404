import { type ClientRequest, type IncomingMessage, request as requestPlainly, type RequestOptions } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { freshAgent } from './freshAgent.ts';
import { isStale } from './isStale.ts';

/** Replaces the modules of Node with which axios sends: it remembers what the connection had received before. */
export class WatchedTransport {
  readonly #onNewConnection: boolean;
  #request: ClientRequest | undefined;
  #bytesBefore = 0;

  /** @param onNewConnection whether to use a new connection instead of a kept one */
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

  /** Whether the request found its kept connection closed. */
  foundStale(code: string): boolean {
    return isStale(this.#request, code, this.#bytesBefore);
  }
}
