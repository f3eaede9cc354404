import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

const messages = {
  'connection-lost': 'incomplete answer: the connection was lost',
  'no-end-marker': 'incomplete answer: the body ended without an end marker',
};

/** The answer was cut off after the headers. What had arrived was emitted before this. */
export class IncompleteAnswerError extends ChatStreamError {
  override readonly name = 'IncompleteAnswerError';
  readonly reason: 'connection-lost' | 'no-end-marker';

  constructor(reason: IncompleteAnswerError['reason'], context: ErrorContext & { readonly cause?: unknown } = {}) {
    super(messages[reason], { ...context, retryable: true });
    this.reason = reason;
  }
}
