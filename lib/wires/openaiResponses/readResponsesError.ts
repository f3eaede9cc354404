import type { ProviderErrorKind } from '../../errors/ProviderError.ts';
import { readRetryAfter } from '../../http/head/readRetryAfter.ts';
import { classifyInBandError } from '../../http/refusal/classifyError.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { toMilliseconds } from '../../http/refusal/retryHint.ts';
import type { WireError } from '../../http/refusal/WireError.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { saysNothing } from '../reading/saysNothing.ts';

/** The error codes of this wire. */
const KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  slow_down: 'overloaded',
  bio_policy: 'bad-request',
};
/** `image_too_large`, `invalid_image_url`, `failed_to_download_image`: the problem is the request's image. */
const OF_IMAGE = /image/;
const FAILED = 'response.failed';
const LIMITS = ['x-ratelimit-reset-tokens', 'x-ratelimit-reset-requests'];

/**
 * Reads an error that arrives within an answer: an event of type `error`, whose members are in `error` or next to its type, or a response
 * that failed. The body of an HTTP error is left to its status and the usual fields. What a failed response repeats of the request is
 * omitted.
 */
export function readResponsesError(json: unknown): WireError | undefined {
  // Called for every frame.
  if (typeof json !== 'object' || json === null) return undefined;
  const { type, response, object, error } = json as JsonObject;
  if (type === 'error') return toWireError(fieldsOf(json as JsonObject));
  if (isRecord(response) || type === FAILED) {
    const said = isRecord(response) ? response : {};
    return hasFailed(type, said) ? toWireError(said['error']) : undefined;
  }
  return object === 'response' && hasFailed(undefined, json as JsonObject) ? toWireError(error) : undefined;
}

/** Whether it is an error. The response's own status decides; the event's name only if there is no status. */
export const hasFailed = (event: unknown, { status, error }: JsonObject): boolean =>
  status === 'failed' || !saysNothing(error) || (saysNothing(status) && event === FAILED);

/** The members of an error event: those in its `error`, else those next to its type. */
function fieldsOf({ type: _, error, ...beside }: JsonObject): JsonObject {
  const inside = isRecord(error) ? error : { message: error };
  return { ...beside, ...Object.fromEntries(Object.entries(inside).filter(([, value]) => !saysNothing(value))) };
}

function toWireError(error: unknown): WireError {
  const { kind, retryable, code, status, detail, retryAfterMs } = classifyInBandError({ error });
  const own = kindOf(code);
  return {
    kind: own ?? kind,
    ...(own === undefined ? { retryable } : {}),
    code,
    status,
    detail: saysNothing(error) ? 'The response failed, and the server did not say why.' : detail,
    retryAfterMs: retryAfterMs ?? waitOf(error),
  };
}

function kindOf(code: string | undefined): ProviderErrorKind | undefined {
  if (code === undefined) return undefined;
  const word = code.toLowerCase();
  return Object.hasOwn(KINDS, word) ? KINDS[word] : OF_IMAGE.test(word) ? 'bad-request' : undefined;
}

/** The wait according to the headers of the exchange that failed behind a gateway. */
function waitOf(error: unknown): number | undefined {
  const headers = isRecord(error) && isRecord(error['headers']) ? error['headers'] : {};
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return readRetryAfter(texts) ?? LIMITS.map((name) => toMilliseconds(texts[name])).find((wait) => wait !== undefined);
}
