import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** A deadline passed. */
export class DeadlineError extends ChatStreamError {
  override readonly name = 'DeadlineError';
  readonly deadline: 'headers' | 'first-content' | 'idle' | 'total';
  /** How long it was. */
  readonly milliseconds: number;

  constructor(deadline: DeadlineError['deadline'], milliseconds: number, context: ErrorContext = {}) {
    super(`deadline passed: ${deadline}, ${milliseconds} ms`, { ...context, retryable: deadline !== 'total' });
    this.deadline = deadline;
    this.milliseconds = milliseconds;
  }
}
