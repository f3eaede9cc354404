import { isChatStreamError } from '../errors/isChatStreamError.ts';
import type { SerializedError } from '../errors/SerializedError.ts';
import type { AnswerEnd } from './AnswerEnd.ts';

/** All that is written to a log about an error that does not come from this library: its message may contain anything. */
const FOREIGN: SerializedError = {
  name: 'ProviderError',
  kind: 'other',
  inBand: true,
  retryable: false,
  detail: 'the writer of the answer failed with an error of its own',
};

/** The end of an answer that failed. The details of an error of this library contain no key, no header and no prompt. */
export function toEnd(error: unknown): AnswerEnd {
  if (!isChatStreamError(error)) return { type: 'error', error: FOREIGN };
  if (error.name !== 'AbortError') return { type: 'error', error: error.toJSON() as never };
  return { type: 'stopped', ...(typeof error.reason === 'string' && { reason: error.reason }) };
}
