import { isLeft } from 'fp-ts/lib/Either.js';
import { map, Observable } from 'rxjs';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import { UnexpectedContentError } from '../errors/UnexpectedContentError.ts';
import { tryParse } from '../framing/json/tryParse.ts';
import { DEFAULT_MAX_BYTES } from '../framing/lines/limits.ts';
import { wholeText } from '../framing/lines/wholeText.ts';
import { requestIdOf } from '../http/head/requestIdOf.ts';
import { excerptOf } from '../http/refusal/excerptOf.ts';
import { isErrorAlone } from '../http/refusal/tellsOfError.ts';
import { throwInBandError } from '../http/refusal/throwInBandError.ts';
import { andThen } from '../rx/andThen.ts';
import { fromResult } from '../rx/fromResult.ts';
import type { AnswerOptions } from './AnswerOptions.ts';
import { ask } from './ask.ts';
import { deadlinesOf } from './deadlinesOf.ts';
import { releaseAtEnd } from './releaseAtEnd.ts';
import { resolveUrl } from './resolveUrl.ts';
import type { ModelListing, Wire } from './Wire.ts';
import { within } from './within.ts';

/** One page of a service's list of models. */
interface Page {
  readonly names: readonly string[];
  readonly next: string | undefined;
}

/** Emits all models that a service lists, once, after the last page. */
export function listModels<Frame>(
  wire: Wire<Frame>,
  listing: ModelListing,
  options: AnswerOptions,
): Observable<readonly string[]> {
  return new Observable((subscriber) => {
    const seen = new Set<string>();
    const listFrom = (url: string, before: readonly string[]): Observable<readonly string[]> => {
      seen.add(url);
      return askForPage(wire, listing, options, url).pipe(
        andThen(({ names, next }) => {
          const all = [...before, ...names];
          // A page that the service names a second time is not requested again.
          return next === undefined || seen.has(next) ? fromResult(() => all) : listFrom(next, all);
        }),
      );
    };
    return listFrom(listing.endpoint, []).subscribe(subscriber);
  });
}

function askForPage<Frame>(
  wire: Wire<Frame>,
  listing: ModelListing,
  options: AnswerOptions,
  url: string,
): Observable<Page> {
  const { headersMs, firstContentMs, totalMs } = deadlinesOf(true, options.deadlines);
  const { answer$, secrets } = ask(wire, options, { url, accept: 'application/json', headersMs });
  let requestId: string | undefined;
  return answer$.pipe(
    andThen((answer) => {
      const { headers } = answer.head;
      requestId = requestIdOf(headers);
      return answer.body$.pipe(
        wholeText(DEFAULT_MAX_BYTES),
        map((text) => readPage(wire, listing, text, headers['content-type'] ?? '')),
        within('first-content', firstContentMs),
        releaseAtEnd(answer),
      );
    }),
    within('total', totalMs),
    attributeErrors({
      context: () => ({ provider: wire.name, requestId }),
      scrub: (error) => secrets().scrubError(error),
    }),
  );
}

function readPage<Frame>(wire: Wire<Frame>, listing: ModelListing, text: string, contentType: string): Page {
  if (text.trim() === '') throw new EmptyAnswerError(0);
  const json = tryParse(text);
  if (json === undefined) throw new UnexpectedContentError(contentType, excerptOf(text));
  throwInBandError(json, wire.readError, isErrorAlone(json));
  const page = listing.codec.decode(json);
  if (isLeft(page)) throw new UnexpectedContentError(contentType, excerptOf(text));
  return {
    names: listing.names(page.right),
    next: sameOrigin(listing.next?.(page.right), listing.endpoint, contentType),
  };
}

/** The service may name any URL as its next page, and a key must never reach another origin. */
function sameOrigin(next: string | undefined, endpoint: string, contentType: string): string | undefined {
  if (next === undefined) return undefined;
  const first = new URL(resolveUrl(endpoint));
  if (!URL.canParse(next, first)) throw new UnexpectedContentError(contentType, excerptOf(next));
  const { origin, href } = new URL(next, first);
  if (origin === first.origin) return href;
  const detail = `the next page of models is at another origin: ${origin}`;
  throw new ProviderError({ kind: 'redirect', inBand: true, detail, retryable: false });
}
