import { type AnyChatStreamError, isChatStreamError } from '../../errors/isChatStreamError.ts';
import type { ProviderError, ProviderErrorKind } from '../../errors/ProviderError.ts';
import { isFromPage } from '../../http/refusal/pageErrors.ts';
import type { Failure } from './Failure.ts';
import { Refusal } from './Refusal.ts';

type ErrorName = AnyChatStreamError['name'];
type Said = Omit<Failure, 'retryAfterMs' | 'headers'>;

/** What is said of a request may hold its words, so it is not without bounds. */
const MAX_LENGTH = 2000;
/**
 * An error of the caller's kind that speaks of keys speaks of the server's own, whatever the service called it. A list of names may have
 * "unauthorized" among them.
 */
const TELLS_OF_KEYS =
  /\b(?:api|access|secret)[ _-]?keys?\b|\bcredentials?\b|\bbearer\b|(?<!, )unauthori[sz]ed|unauthori[sz]ed(?!,)|authenticat|\bsk-/i;

const serverError = (status: number, message: string, code: string | null = null): Said => ({
  status,
  type: 'server_error',
  code,
  message,
});
const callerError = (status: number, code: string | null, message: string, type = 'invalid_request_error'): Said => ({
  status,
  type,
  code,
  message,
});

const SIGNED_OUT = serverError(502, 'The model service refused this server.');
const BROKEN = serverError(502, 'The model service did not answer properly.');
const BUSY = serverError(503, 'The model service is busy. Try again later.', 'overloaded');
/** Nothing is known of it: it is not an error of this library. */
const OWN_FAULT = serverError(500, 'The server failed.');

/** Each kind in fixed words. Those of the first group concern the caller, who is told the service's own words instead. */
const KINDS: Readonly<Record<ProviderErrorKind, Said>> = {
  'bad-request': callerError(400, null, 'The model service refused the request.'),
  'context-length': callerError(400, 'context_length_exceeded', 'The conversation is too long for the model.'),
  'rate-limit': callerError(429, 'rate_limit_exceeded', 'Too many requests. Try again later.', 'rate_limit_error'),
  quota: callerError(429, 'insufficient_quota', 'The quota is used up.', 'insufficient_quota'),
  'not-found': callerError(404, 'model_not_found', 'The model does not exist.'),

  auth: SIGNED_OUT,
  blocked: SIGNED_OUT,
  redirect: BROKEN,
  overloaded: BUSY,
  server: serverError(502, 'The model service failed.'),
  other: serverError(502, 'The model service failed.'),
};
const TOLD_KINDS: ReadonlySet<ProviderErrorKind> = new Set([
  'bad-request',
  'context-length',
  'rate-limit',
  'quota',
  'not-found',
]);

const NAMES: Readonly<Record<Exclude<ErrorName, 'ProviderError' | 'AllSourcesFailedError'>, Said>> = {
  InvalidRequestError: callerError(400, null, 'The request is wrong.'),
  UnknownModelError: callerError(404, 'model_not_found', 'The model does not exist.'),
  ConnectionError: serverError(502, 'The model service cannot be reached.'),
  UnexpectedContentError: BROKEN,
  EmptyAnswerError: serverError(502, 'The model gave no answer.'),
  IncompleteAnswerError: serverError(502, 'The answer was cut off.'),
  DeadlineError: serverError(504, 'The model did not answer in time.', 'timeout'),
  EventTooLargeError: BROKEN,
  MalformedFrameError: BROKEN,
  QueueFullError: serverError(503, 'The server is busy. Try again later.', 'overloaded'),
  AbortError: serverError(503, 'The answer was stopped.'),
};

/**
 * What a caller is told of an error. Of the words of the service behind the server only those pass that concern the caller: what is wrong
 * with the request, which limit it met. All else is a fixed sentence, since it may hold the server's own keys, addresses and contracts.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  if (!isChatStreamError(error)) return OWN_FAULT;
  const said = saidOf(error);
  // A wait is the service's own word, and helps only where the caller may ask again.
  if (said.status !== 429 && said.status !== 503) return said;
  return { ...said, retryAfterMs: error.retryAfterMs };
}

function saidOf(error: AnyChatStreamError): Said {
  switch (error.name) {
    case 'ProviderError':
      return toldOf(error);
    case 'InvalidRequestError':
      return isOwnFault(error.paths) ? OWN_FAULT : withWords(NAMES[error.name], error.message);
    case 'UnknownModelError':
      return withWords(NAMES[error.name], error.message);
    // It failed as the last of its sources did.
    case 'AllSourcesFailedError':
      return failureOfLast(error.errors);
    default:
      return NAMES[error.name] ?? BROKEN;
  }
}

function failureOfLast(errors: readonly unknown[]): Said {
  const last = errors.at(-1);
  return isChatStreamError(last) ? saidOf(last) : BROKEN;
}

/** An option or a header is what the server's own code gave. */
const isOwnFault = (paths: readonly string[]): boolean =>
  paths.length > 0 && paths.every((path) => /^(?:options|headers|proxy|entries)(?:\/|$)/.test(path));

function toldOf(error: ProviderError): Said {
  const { kind, detail } = error;
  const said = KINDS[kind] ?? BROKEN;
  // A page is of whoever stands before the service. One that knows no such address has never heard of the model.
  if (isFromPage(error)) return kind === 'not-found' ? BROKEN : said;
  if (!TOLD_KINDS.has(kind) || detail === '') return said;
  return TELLS_OF_KEYS.test(detail) ? SIGNED_OUT : withWords(said, detail);
}

const withWords = (said: Said, words: string): Said => ({
  ...said,
  message: words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH - 1)}…` : words,
});
