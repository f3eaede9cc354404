import { isChatStreamError } from '../errors/isChatStreamError.ts';
import type { SerializedError } from '../errors/SerializedError.ts';
import type { AnswerEnd } from './AnswerEnd.ts';

/** All that a log is told of an error which is not this library's: its message may hold anything. */
const FOREIGN: SerializedError = {
  name: 'ProviderError',
  kind: 'other',
  inBand: true,
  retryable: false,
  detail: 'the writer of the answer failed with an error of its own',
};

/** The end of an answer that failed. What an error of this library says of itself holds no key, no header and no prompt. */
export function toEnd(error: unknown): AnswerEnd {
  if (!isChatStreamError(error)) return { type: 'error', error: FOREIGN };
  if (error.name !== 'AbortError') return { type: 'error', error: error.toJSON() as never };
  return { type: 'stopped', ...(typeof error.reason === 'string' && { reason: error.reason }) };
}
