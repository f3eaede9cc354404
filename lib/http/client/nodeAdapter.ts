import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as requestPlainly,
  type RequestOptions,
} from 'node:http';
import { request as requestSecurely } from 'node:https';
import { decompressed } from './decompressed.ts';
import { freshAgent } from './freshAgent.ts';
import { limitIdle } from './limitIdle.ts';
import { setSignal } from './signalOf.ts';
import { type Target, targetOf } from './targetOf.ts';
import { watchForStale } from './watchForStale.ts';

/** The part of axios's configuration that this adapter uses. */
export interface AdapterConfig {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly data?: string | undefined;
  readonly signal: AbortSignal;
  readonly httpAgent?: Agent | undefined;
  readonly httpsAgent?: Agent | undefined;
}

/** What axios expects from an adapter. */
export interface AdapterResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingMessage['headers'];
  readonly data: NodeJS.ReadableStream;
  readonly config: AdapterConfig;
  readonly request: ClientRequest;
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;

/**
 * An axios adapter that sends through Node's own client, as axios's http adapter does, but without the parts that a streamed answer does
 * not need: redirects, limits, progress, its own proxies, timeouts.
 *
 * A request that went out over a kept connection and found it closed before one byte came back is sent once more, over a new
 * connection: the server had closed an idle one. Rejects with Node's own error.
 */
export function nodeAdapter(config: AdapterConfig): Promise<AdapterResponse> {
  return new Promise((resolve, reject) => {
    const target = targetOf(config.url);
    const agent = target.isSecure ? config.httpsAgent : config.httpAgent;
    const headers = headersOf(config);
    const exchange = (by: RequestOptions['agent'], onStale: (() => void) | undefined): void => {
      const request = open({ method: config.method, headers, agent: by }, target);
      setSignal(request, config.signal);
      const stop = (): void => void request.destroy();
      const isStale = watchForStale(request);
      request.on('response', (response) => {
        limitIdle(response);
        resolve(toResponse(config, request, response));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        config.signal.removeEventListener('abort', stop);
        if (onStale && !config.signal.aborted && isStale(error.code)) onStale();
        else reject(error);
      });
      config.signal.addEventListener('abort', stop);
      request.end(bodyOf(config, headers));
    };
    exchange(agent, () => exchange(freshAgent(agent, target.isSecure), undefined));
  });
}

const open = (options: RequestOptions, { isSecure, hostname, port, path }: Target): ClientRequest =>
  (isSecure ? requestSecurely : requestPlainly)({ ...options, hostname, port, path });

function headersOf({ headers: named, data }: AdapterConfig): Record<string, string> {
  const headers = named.toJSON();
  if (data !== undefined) headers['content-length'] = String(Buffer.byteLength(data));
  return headers;
}

/** Node writes a text body together with the head, as UTF-8; a header outside ASCII would then no longer be Latin-1. */
function bodyOf({ data }: AdapterConfig, headers: Record<string, string>): string | Buffer | undefined {
  const isAscii = Object.values(headers).every((value) => !BEYOND_ASCII.test(value));
  return isAscii || data === undefined ? data : Buffer.from(data);
}

const toResponse = (config: AdapterConfig, request: ClientRequest, response: IncomingMessage): AdapterResponse => ({
  status: response.statusCode ?? 0,
  statusText: response.statusMessage ?? '',
  headers: response.headers,
  data: decompressed(response),
  config,
  request,
});
