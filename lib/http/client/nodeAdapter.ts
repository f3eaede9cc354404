import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { againIfStale } from './againIfStale.ts';
import { decompressed } from './decompressed.ts';
import { targetOf } from './targetOf.ts';
import type { WatchedTransport } from './WatchedTransport.ts';

/** The part of axios's configuration that this adapter uses. */
export interface AdapterConfig {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly data?: string | undefined;
  readonly signal: AbortSignal;
  readonly transport: WatchedTransport;
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
 * not need: redirects, limits, progress, its own proxies, timeouts. Rejects with Node's own error.
 */
export const nodeAdapter = againIfStale(sendByNode);

function sendByNode(config: AdapterConfig): Promise<AdapterResponse> {
  return new Promise((resolve, reject) => {
    const { isSecure, ...place } = targetOf(config.url);
    const protocol = isSecure ? 'https:' : 'http:';
    const agent = isSecure ? config.httpsAgent : config.httpAgent;
    const headers = headersOf(config);
    const request = config.transport.request(
      { ...place, protocol, method: config.method, headers, agent },
      (response) => resolve(toResponse(config, request, response)),
    );
    const stop = (): void => void request.destroy();
    request.on('error', (error) => {
      config.signal.removeEventListener('abort', stop);
      reject(error);
    });
    config.signal.addEventListener('abort', stop);
    request.end(bodyOf(config, headers));
  });
}

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
