import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

const MESSAGES = {
  'connection-lost': 'the answer is incomplete: the connection was lost',
  'no-end-marker': 'the answer is incomplete: its body ended without an end marker',
  abandoned: 'the answer is incomplete: the process that wrote it to the log went away before the end',
  lost: 'the answer is incomplete: the log does not have all of it',
};

/** The answer was cut off after the headers. What had arrived by then has been emitted. */
export class IncompleteAnswerError extends ChatStreamError {
  override readonly name = 'IncompleteAnswerError';
  /**
   * Why: the connection was lost, or the body ended normally but without an end marker. For an answer read from a log (`rxllm/relay`):
   * its writer went away, or the log does not have all of it.
   */
  readonly reason: keyof typeof MESSAGES;

  constructor(reason: IncompleteAnswerError['reason'], context: ErrorContext & { readonly cause?: unknown } = {}) {
    super(MESSAGES[reason], { ...context, retryable: true });
    this.reason = reason;
  }
}
