import { AbortError } from '../errors/AbortError.ts';
import type { ChatStreamError } from '../errors/ChatStreamError.ts';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import { restoreError } from '../errors/restoreError.ts';
import type { AnswerEnd } from './AnswerEnd.ts';

/** The error that a reader gets for an end, if any. */
export function fromEnd(end: AnswerEnd): ChatStreamError | undefined {
  switch (end.type) {
    case 'complete':
      return undefined;
    case 'error':
      return restoreError(end.error);
    case 'stopped':
      return new AbortError(end.reason);
    default:
      return new IncompleteAnswerError('abandoned');
  }
}
