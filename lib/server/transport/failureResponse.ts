import type { Failure } from '../failure/Failure.ts';
import { toErrorJson } from '../failure/toErrorJson.ts';
import { headersOf } from './headersOf.ts';
import type { AnyHeaders } from './ResponseOptions.ts';

/** How a failure is told. */
export interface FailureOptions {
  readonly headers?: AnyHeaders | undefined;
  readonly errorBody?: 'json' | 'text' | undefined;
}

/** What a failure is as a response of its own. */
export interface FailureResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * A failure as a status and a body.
 *
 * `x-should-retry: false`: whether to ask again is decided by who runs the server (`retryRequest`), or three tries of the server become nine.
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
    // Whoever sends on the head alone, as Node does, sends a body of known length.
    'content-length': new TextEncoder().encode(body).length,
    'cache-control': 'no-store',
    'x-should-retry': 'false',
    'x-content-type-options': 'nosniff',
    ...(retryAfterMs === undefined ? {} : waitHeaders(retryAfterMs)),
  };
  return { status, headers: headersOf(headers, own, failure.headers), body };
}

/** Whole seconds, as HTTP has it, and OpenAI's milliseconds. */
const waitHeaders = (milliseconds: number): Readonly<Record<string, string>> => ({
  'retry-after': String(Math.ceil(milliseconds / 1000)),
  'retry-after-ms': String(Math.ceil(milliseconds)),
});
