import type { Failure } from '../failure/Failure.ts';
import { toErrorJson } from '../failure/toErrorJson.ts';
import { headersOf } from './headersOf.ts';
import type { AnyHeaders } from './ResponseOptions.ts';

/** How a failure is reported. */
export interface FailureOptions {
  readonly headers?: AnyHeaders | undefined;
  readonly errorBody?: 'json' | 'text' | undefined;
}

/** A failure as a separate response. */
export interface FailureResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * A failure as a status and a body.
 *
 * `x-should-retry: false`: whoever runs the server decides about retries (`retryRequest`); otherwise three attempts of the server become
 * nine.
 */
export function failureResponse(
  failure: Failure,
  { headers, errorBody = 'json' }: FailureOptions = {},
): FailureResponse {
  const { status, message, retryAfterMs } = failure;
  const isText = errorBody === 'text';
  const body = isText ? message : toErrorJson(failure);
  const own = {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    // A server that sends the head alone, as Node does, thereby announces a body of known length.
    'content-length': new TextEncoder().encode(body).length,
    'cache-control': 'no-store',
    'x-should-retry': 'false',
    'x-content-type-options': 'nosniff',
    ...(retryAfterMs === undefined ? {} : waitHeaders(retryAfterMs)),
  };
  return { status, headers: headersOf(headers, own, failure.headers), body };
}

/** In whole seconds, as HTTP requires, and in milliseconds for OpenAI's clients. */
const waitHeaders = (milliseconds: number): Readonly<Record<string, string>> => ({
  'retry-after': String(Math.ceil(milliseconds / 1000)),
  'retry-after-ms': String(Math.ceil(milliseconds)),
});
