import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/**
 * `request.signal` was aborted.
 *
 * @example
 * ```ts
 * import { AbortError } from 'rxllm';
 *
 * const isStopped = (error: unknown): boolean => error instanceof AbortError;
 * ```
 */
export class AbortError extends ChatStreamError {
  override readonly name = 'AbortError';
  /** The signal's own reason; the caller's value, so it is not in `toJSON()`. */
  readonly reason: unknown;

  constructor(reason: unknown, context: ErrorContext = {}) {
    super('the request was aborted', { ...context, retryable: false });
    this.reason = reason;
  }

  override toJSON(): Record<string, unknown> {
    const { reason: _, ...rest } = super.toJSON();
    return rest;
  }
}
