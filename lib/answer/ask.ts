import type { Observable } from 'rxjs';
import { Secrets } from '../errors/redact/Secrets.ts';
import { exchange } from '../http/exchange.ts';
import type { HttpAnswer } from '../http/HttpAnswer.ts';
import { proxyOf } from '../http/proxy/proxyOf.ts';
import { unlessRefused } from '../http/unlessRefused.ts';
import { andThen } from '../rx/andThen.ts';
import { fromResult } from '../rx/fromResult.ts';
import type { AnswerOptions } from './AnswerOptions.ts';
import { mergeHeaders } from './mergeHeaders.ts';
import type { ProviderCall } from './ProviderCall.ts';
import { resolveUrl } from './resolveUrl.ts';
import type { Wire, WireHeaders } from './Wire.ts';
import { within } from './within.ts';

/** What to send: a chat request, or a request for the list of models, which has no call. */
export interface Question {
  readonly url: string;
  readonly accept: string;
  readonly body?: string | undefined;
  readonly call?: ProviderCall | undefined;
  /** How long the head of the answer may take from the moment of sending. */
  readonly headersMs: number | false;
}

/** A request that was sent, and the secrets that none of its errors may contain. */
export interface Asked {
  /** The answer, as soon as its head has arrived. Each subscription sends a request. */
  readonly answer$: Observable<HttpAnswer>;
  readonly secrets: () => Secrets;
}

/** Sends a request with the caller's headers and the wire's, for which a key may have to be fetched first. */
export function ask<Frame>(wire: Wire<Frame>, options: AnswerOptions, question: Question): Asked {
  const { accept, body, call, headersMs } = question;
  const { query, readError } = wire;
  const { axios, fetch, onResponse } = options;
  const url = resolveUrl(question.url);
  const proxy = call?.request.proxy ?? options.proxy;
  let headers: WireHeaders = {};
  const contentType = body === undefined ? {} : { 'content-type': 'application/json' };

  const send = (own: WireHeaders): Observable<HttpAnswer> => {
    headers = mergeHeaders({ accept, ...contentType }, own, options.headers, call?.request.headers);
    return exchange({ url, headers, query, body, proxy, axios, fetch, onResponse }).pipe(
      within('headers', headersMs),
      unlessRefused(readError),
    );
  };

  return {
    answer$: fromResult(() => wire.headers(call)).pipe(andThen(send)),
    // Only written out for an error, since most answers have none.
    secrets: () =>
      new Secrets()
        .addUrl(url)
        .addUrl(proxyOf({ url, proxy, axios, fetch }))
        .addNamed(query)
        .addHeaders(options.headers)
        .addHeaders(call?.request.headers)
        .addNamed(headers),
  };
}
