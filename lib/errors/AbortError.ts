import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** `request.signal` was aborted. */
export class AbortError extends ChatStreamError {
  override readonly name = 'AbortError';
  /** The signal's own reason; the caller's value, so it is not in `toJSON()`. */
  readonly reason: unknown;

  constructor(reason: unknown, context: ErrorContext = {}) {
    super('aborted', { ...context, retryable: false });
    this.reason = reason;
  }

  override toJSON(): Record<string, unknown> {
    const { reason: _, ...rest } = super.toJSON();
    return rest;
  }
}
