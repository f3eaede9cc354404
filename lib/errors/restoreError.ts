import { AbortError } from './AbortError.ts';
import { AllSourcesFailedError } from './AllSourcesFailedError.ts';
import type { ChatStreamError } from './ChatStreamError.ts';
import { ConnectionError } from './ConnectionError.ts';
import { DeadlineError } from './DeadlineError.ts';
import { EmptyAnswerError } from './EmptyAnswerError.ts';
import { EventTooLargeError } from './EventTooLargeError.ts';
import { IncompleteAnswerError } from './IncompleteAnswerError.ts';
import { InvalidRequestError } from './InvalidRequestError.ts';
import type { Issue } from './Issue.ts';
import type { MalformedFrame } from './MalformedFrame.ts';
import { MalformedFrameError } from './MalformedFrameError.ts';
import { ProviderError, type ProviderErrorKind } from './ProviderError.ts';
import { QueueFullError } from './QueueFullError.ts';
import { UnexpectedContentError } from './UnexpectedContentError.ts';
import { UnknownModelError } from './UnknownModelError.ts';

type Json = Readonly<Record<string, unknown>>;

const KINDS: ReadonlySet<unknown> = new Set<ProviderErrorKind>([
  'auth',
  'rate-limit',
  'quota',
  'blocked',
  'bad-request',
  'context-length',
  'not-found',
  'redirect',
  'overloaded',
  'server',
  'other',
]);

/** How an error of each name is restored. A missing field gets the value that claims least. */
const CLASSES: Readonly<Record<string, (json: Json) => ChatStreamError>> = {
  InvalidRequestError: ({ issues, paths }) => new InvalidRequestError(issuesOf(issues, paths)),
  UnknownModelError: ({ model, models }) => new UnknownModelError(textOf(model), listOf(models).filter(isText)),
  ConnectionError: ({ code }) => new ConnectionError(textOf(code, 'UNKNOWN')),
  ProviderError: toProviderError,
  UnexpectedContentError: ({ contentType, excerpt, detail }) =>
    new UnexpectedContentError(textOf(contentType), textOf(excerpt ?? detail)),
  EmptyAnswerError: ({ malformed }) => new EmptyAnswerError(numberOf(malformed)),
  IncompleteAnswerError: ({ reason }) =>
    new IncompleteAnswerError(CUTS.find((name) => name === reason) ?? 'connection-lost'),
  DeadlineError: ({ deadline, milliseconds }) =>
    new DeadlineError(DEADLINES.find((name) => name === deadline) ?? 'total', numberOf(milliseconds)),
  EventTooLargeError: ({ limitBytes }) => new EventTooLargeError(numberOf(limitBytes)),
  MalformedFrameError: ({ frame, detail }) => new MalformedFrameError(frameOf(frame, detail)),
  AbortError: ({ reason }) => new AbortError(reason),
  AllSourcesFailedError: ({ errors }) => new AllSourcesFailedError(listOf(errors).map(restoreError)),
  QueueFullError: ({ maxQueued }) => new QueueFullError(numberOf(maxQueued)),
};

const DEADLINES = ['headers', 'first-content', 'idle', 'total'] as const;
const CUTS = ['connection-lost', 'no-end-marker', 'abandoned', 'lost'] as const;

/**
 * Restores an error from its JSON: the same class, `kind` and `retryable`. An error without a class here, because a newer version or
 * another program wrote it, becomes a `ProviderError` of kind `other`.
 *
 * The JSON is that of `toJSON()`, or a `SerializedError`.
 */
export function restoreError(value: unknown): ChatStreamError {
  const json = (typeof value === 'object' && value !== null ? value : {}) as Json;
  const { name, message, detail, retryable, retryAfterMs, contentReceived, provider, model, requestId } = json;
  const make = Object.hasOwn(CLASSES, textOf(name)) ? CLASSES[textOf(name)] : undefined;
  const error = (make ?? toProviderError)(json);
  const said = isText(message) ? message : make === toProviderError ? undefined : detail;
  if (isText(said)) error.message = said;
  return Object.assign<ChatStreamError, object>(error, {
    ...(typeof retryable === 'boolean' ? { retryable } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
    ...(contentReceived === true ? { contentReceived } : {}),
    ...(isText(provider) ? { provider } : {}),
    ...(isText(model) ? { model } : {}),
    ...(isText(requestId) ? { requestId } : {}),
  });
}

function toProviderError({ kind, status, code, inBand, detail, retryable }: Json): ProviderError {
  return new ProviderError({
    kind: KINDS.has(kind) ? (kind as ProviderErrorKind) : 'other',
    inBand: inBand !== false,
    detail: textOf(detail),
    retryable: retryable === true,
    ...(typeof status === 'number' ? { status } : {}),
    ...(isText(code) ? { code } : {}),
  });
}

function issuesOf(issues: unknown, paths: unknown): readonly Issue[] {
  if (Array.isArray(issues)) {
    return issues.map((issue: unknown) => {
      const { path, expected, message } = Object(issue) as Json;
      return { path: textOf(path), expected: textOf(expected), message: textOf(message) };
    });
  }
  return listOf(paths)
    .filter(isText)
    .map((path) => ({ path, expected: '', message: path }));
}

function frameOf(frame: unknown, detail: unknown): MalformedFrame {
  const { reason, data, index, errors } = Object(frame) as Json;
  return {
    reason: reason === 'json' ? reason : 'shape',
    data: textOf(data),
    index: numberOf(index),
    errors: Array.isArray(errors) ? errors.filter(isText) : [textOf(detail)],
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const textOf = (value: unknown, otherwise = ''): string => (isText(value) ? value : otherwise);
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
