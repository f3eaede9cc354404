import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** A line, an event or a JSON answer is larger than the limit. */
export class EventTooLargeError extends ChatStreamError {
  override readonly name = 'EventTooLargeError';
  /** The limit, in bytes. */
  readonly limitBytes: number;

  constructor(limitBytes: number, context: ErrorContext = {}) {
    super(`a line or an event is larger than ${limitBytes} bytes: raise maxEventBytes to allow it`, {
      ...context,
      retryable: false,
    });
    this.limitBytes = limitBytes;
  }
}
