import { Observable } from 'rxjs';
import { checkRules, type Rules } from '../codec/checkRules.ts';
import { FUNCTION, OBJECT, STRING } from '../codec/Rule.ts';
import { isBranded } from '../errors/ChatStreamError.ts';
import { Secrets } from '../errors/redact/Secrets.ts';
import { andThen } from '../rx/andThen.ts';
import { isSignal } from '../rx/isSignal.ts';
import { mapError } from '../rx/mapError.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { exchange } from './exchange.ts';
import { isHttpClient } from './isHttpClient.ts';
import { proxyOf } from './proxy/proxyOf.ts';
import { unlessRefused } from './unlessRefused.ts';
import type { RequestConfig } from './RequestConfig.ts';

const RULES: Rules<RequestConfig> = {
  url: STRING,
  method: STRING,
  headers: OBJECT,
  query: OBJECT,
  body: STRING,
  proxy: STRING,
  signal: { name: 'an AbortSignal', is: isSignal },
  axios: { name: 'an axios instance', is: isHttpClient },
  fetch: FUNCTION,
  onResponse: FUNCTION,
};

/**
 * One HTTP exchange: the bytes of the answer's body, as the transport delivers them.
 *
 * ```text
 * subscribe   ^----- request ----- headers --"by"----"tes"--|
 * unsubscribe                                     !            the socket is closed at once, in any state
 * ```
 *
 * It is cold: each subscription sends a request. Redirects are not followed. In Node it sends through axios, in the bundle of a browser
 * by `fetch`; the options `axios` and `fetch` replace these.
 *
 * Raises, as error notifications: `InvalidRequestError` (before anything is sent), `ConnectionError`, `ProviderError` for a
 * status of 300 and above (the body is read up to 64 KiB and for at most 5 s), `IncompleteAnswerError` if the connection is lost
 * after the headers, `AbortError`. Errors thrown by `onResponse` or an interceptor pass on unchanged.
 *
 * @example
 * ```ts
 * import { parseSse, requestBytes, splitLines } from 'rxllm';
 *
 * requestBytes({ url: 'http://127.0.0.1:8080/events' })
 *   .pipe(splitLines(), parseSse())
 *   .subscribe(({ type, data }) => console.log(type, data));
 * ```
 */
export function requestBytes(config: RequestConfig): Observable<Uint8Array> {
  return new Observable((subscriber) => {
    checkRules(config, RULES, '');
    return exchange(config)
      .pipe(
        unlessRefused(),
        andThen(({ body$ }) => body$),
        untilAborted(config.signal),
        mapError((error) => withoutSecrets(error, config)),
      )
      .subscribe(subscriber);
  });
}

/** Removes the secrets of the request from every error. */
function withoutSecrets(error: unknown, config: RequestConfig): unknown {
  if (isBranded(error)) {
    const { headers, query, url } = config;
    new Secrets().addHeaders(headers).addNamed(query).addUrl(url).addUrl(proxyOf(config)).scrubError(error);
  }
  return error;
}
