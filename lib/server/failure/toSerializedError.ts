import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import type { SerializedError } from '../../errors/SerializedError.ts';
import { failureOf } from './failureOf.ts';

/** An error about which nothing is disclosed, except that it is the server's. */
const UNKNOWN_ERROR = { name: 'ProviderError', kind: 'server', retryable: false } as const;

/** An error for a remote page: its class, the fields that the page can act on, and the message that its user may see. */
export function toSerializedError(error: unknown): SerializedError {
  const detail = failureOf(error).message;
  if (!isChatStreamError(error)) return { ...UNKNOWN_ERROR, detail };
  const { name, retryable, retryAfterMs, contentReceived } = error;
  return { name, retryable, retryAfterMs, contentReceived, detail, ...ownFields(error) };
}

/** The additional fields of a class, if they disclose nothing about the service. */
function ownFields(error: unknown): object {
  if (!isChatStreamError(error)) return {};
  switch (error.name) {
    case 'ProviderError':
      return { kind: error.kind };
    case 'InvalidRequestError':
      return { issues: failureOf(error).status === 400 ? error.issues : [] };
    case 'UnknownModelError':
      return { model: error.model, models: error.models };
    case 'DeadlineError':
      return { deadline: error.deadline, milliseconds: error.milliseconds };
    case 'IncompleteAnswerError':
      return { reason: error.reason };
    case 'EmptyAnswerError':
      return { malformed: error.malformed };
    case 'EventTooLargeError':
      return { limitBytes: error.limitBytes };
    case 'AllSourcesFailedError':
      return { errors: error.errors.map(toSerializedError) };
    default:
      return {};
  }
}
