import type { Observable } from 'rxjs';
import { failureOf } from '../failure/failureOf.ts';
import { failureResponse } from './failureResponse.ts';
import { headersOf } from './headersOf.ts';
import type { OpenedText } from './OpenedText.ts';
import type { AnsweredRequest, ResponseOptions } from './ResponseOptions.ts';
import type { TextFeed } from './TextFeed.ts';

const SSE = 'text/event-stream';
const OUR_HEADERS = { 'content-type': SSE, 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };

/**
 * Subscribes to a text, and waits until the beginning of its response is known.
 *
 * Some requests are answered without subscribing: `HEAD` with the head alone, a reconnect with 204.
 */
export async function openText(
  text$: Observable<string>,
  feed: TextFeed,
  request: AnsweredRequest | undefined,
  options: ResponseOptions,
): Promise<OpenedText> {
  const { status = 200, heartbeatMs = 15_000, holdStatusMs = 10_000, resumes = false } = options;
  const headers = headersOf(OUR_HEADERS, options.headers);
  if (request?.method === 'HEAD') return { status, headers, body: undefined, ...SILENT };
  if (!resumes && lastEventIdOf(request) !== undefined) return noContent(options);

  if (!feed.closed) text$.subscribe(feed);
  await feed.ready(holdStatusMs);
  if (feed.failure) return { ...failureResponse(failureOf(feed.failure.error), options), ...SILENT };
  feed.statusIsSent();
  const isSse = headers.get('content-type')?.toLowerCase().startsWith(SSE) === true;
  if (!isSse || heartbeatMs === false) return { status, headers, body: feed, ...SILENT };
  // The reader has waited long enough for a sign that the server is there.
  return { status, headers, body: feed, firstSilenceMs: 0, silenceMs: heartbeatMs };
}

const SILENT = { firstSilenceMs: Infinity, silenceMs: Infinity };

function noContent({ headers: given }: ResponseOptions): OpenedText {
  const headers = headersOf(given, { 'cache-control': 'no-store' });
  headers.delete('content-type');
  return { status: 204, headers, body: undefined, ...SILENT };
}

function lastEventIdOf(request: AnsweredRequest | undefined): string | undefined {
  const headers = request?.headers;
  if (headers === undefined) return undefined;
  if (isFetchHeaders(headers)) return headers.get('last-event-id') ?? undefined;
  const value = headers['last-event-id'];
  return typeof value === 'string' ? value : value?.[0];
}

const isFetchHeaders = (headers: AnsweredRequest['headers']): headers is Pick<Headers, 'get'> =>
  typeof headers['get' as never] === 'function';
