import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

const MESSAGES = {
  'connection-lost': 'the answer is incomplete: the connection was lost',
  'no-end-marker': 'the answer is incomplete: its body ended without an end marker',
};

/** The answer was cut off after the headers. What had arrived was emitted before. */
export class IncompleteAnswerError extends ChatStreamError {
  override readonly name = 'IncompleteAnswerError';
  /** How: the connection was lost, or the body ended well and the answer did not. */
  readonly reason: 'connection-lost' | 'no-end-marker';

  constructor(reason: IncompleteAnswerError['reason'], context: ErrorContext & { readonly cause?: unknown } = {}) {
    super(MESSAGES[reason], { ...context, retryable: true });
    this.reason = reason;
  }
}
