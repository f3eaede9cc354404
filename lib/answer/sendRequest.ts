import { defer, from, type Observable, switchMap } from 'rxjs';
import { isPromiseLike } from '../rx/isPromiseLike.ts';
import { Secrets } from '../errors/redact/Secrets.ts';
import { enforceDeadlines } from './enforceDeadlines.ts';
import { proxyOf } from '../http/proxy/proxyOf.ts';
import { exchangeBytes } from '../http/requestBytes.ts';
import type { ProviderCall, ProviderDefinition } from '../provider/ProviderDefinition.ts';
import type { ProviderOptions } from '../provider/ProviderOptions.ts';
import type { AnswerProgress } from './AnswerProgress.ts';
import { mergeHeaders } from './mergeHeaders.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** What to send: a chat request, or a question about the models, which has no call. */
export interface Outgoing {
  readonly url: string;
  readonly body?: string | undefined;
  readonly call?: ProviderCall | undefined;
}

/** Sends a request with the provider's headers, fetching a key first if need be, and gives the answer's bytes under its deadlines. */
export function sendRequest<Frame>(
  definition: ProviderDefinition<Frame>,
  options: ProviderOptions,
  { url, body, call }: Outgoing,
  progress: AnswerProgress,
): Observable<Uint8Array> {
  const { query } = definition;
  const { axios } = options;
  const { onResponse, clock } = progress;
  const proxy = call?.request.proxy ?? options.proxy;
  let headers: Headers = {};
  progress.hide(() =>
    new Secrets()
      .addUrl(url)
      .addUrl(proxyOf({ url, proxy, axios }))
      .addNamed(query)
      .addHeaders(options.headers)
      .addHeaders(call?.request.headers)
      .addNamed(headers),
  );

  const accept = call?.stream === true ? 'text/event-stream' : 'application/json';
  const contentType = body === undefined ? {} : { 'content-type': 'application/json' };
  const merge = (own: Headers = {}): Headers =>
    mergeHeaders({ accept, ...contentType }, own, options.headers, call?.request.headers);

  const send = (own?: Headers): Observable<Uint8Array> => {
    headers = merge(own);
    return exchangeBytes({ url, headers, query, body, proxy, axios, onResponse });
  };

  return defer(() => {
    const own = definition.headers?.(call);
    return isPromiseLike(own) ? from(Promise.resolve(own)).pipe(switchMap(send)) : send(own);
  }).pipe(enforceDeadlines(clock));
}
