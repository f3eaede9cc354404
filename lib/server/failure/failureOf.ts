import { type AnyChatStreamError, isChatStreamError } from '../../errors/isChatStreamError.ts';
import type { ProviderError, ProviderErrorKind } from '../../errors/ProviderError.ts';
import { isFromPage } from '../../http/refusal/pageErrors.ts';
import type { Failure } from './Failure.ts';
import { Refusal } from './Refusal.ts';

type ErrorName = AnyChatStreamError['name'];
type Said = Omit<Failure, 'retryAfterMs' | 'headers'>;

/** A description of a request's faults may quote the request, so its length is limited. */
const MAX_LENGTH = 2000;
/**
 * If an error of the caller's kind mentions keys, these are the server's own keys, whatever the service called them. `unauthorized` as an
 * item of a list of names does not count.
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
/** Nothing is known about it: it is not an error of this library. */
const OWN_FAULT = serverError(500, 'The server failed.');

/** A fixed message for each kind. The kinds of the first group concern the caller, who gets the service's own message in its place. */
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
 * What a caller learns about an error. The service's own message is passed on only if it concerns the caller: a fault in the request, or a
 * limit that was reached. Anything else becomes a fixed sentence, since the message may contain the server's own keys, addresses and
 * contracts.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  if (!isChatStreamError(error)) return OWN_FAULT;
  const said = saidOf(error);
  // The wait comes from the service, and is useful only if the caller may try again.
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
    // It failed in the way that the last of its sources did.
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

/** Options and headers are set by the server's own code. */
const isOwnFault = (paths: readonly string[]): boolean =>
  paths.length > 0 && paths.every((path) => /^(?:options|headers|proxy|entries)(?:\/|$)/.test(path));

function toldOf(error: ProviderError): Said {
  const { kind, detail } = error;
  const said = KINDS[kind] ?? BROKEN;
  // A page comes from an intermediary in front of the service. `not-found` from there does not mean that the model is unknown.
  if (isFromPage(error)) return kind === 'not-found' ? BROKEN : said;
  if (!TOLD_KINDS.has(kind) || detail === '') return said;
  return TELLS_OF_KEYS.test(detail) ? SIGNED_OUT : withWords(said, detail);
}

const withWords = (said: Said, words: string): Said => ({
  ...said,
  message: words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH - 1)}…` : words,
});
