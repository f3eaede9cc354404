import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

const PASSED = {
  headers: 'the server sent no headers within',
  'first-content': 'the model sent no content within',
  idle: 'the model sent no further content within',
  total: 'the answer took longer than',
};

/** A deadline passed. */
export class DeadlineError extends ChatStreamError {
  override readonly name = 'DeadlineError';
  /** Which deadline passed. */
  readonly deadline: 'headers' | 'first-content' | 'idle' | 'total';
  /** How long the deadline was. */
  readonly milliseconds: number;

  constructor(deadline: DeadlineError['deadline'], milliseconds: number, context: ErrorContext = {}) {
    super(`${PASSED[deadline]} ${milliseconds} ms`, { ...context, retryable: deadline !== 'total' });
    this.deadline = deadline;
    this.milliseconds = milliseconds;
  }
}
