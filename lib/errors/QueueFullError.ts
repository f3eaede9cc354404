import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The queue of a source with a limit is full: see `limit`. Nothing was sent. */
export class QueueFullError extends ChatStreamError {
  override readonly name = 'QueueFullError';
  /** How many requests may wait. */
  readonly maxQueued: number;

  constructor(maxQueued: number, context: ErrorContext = {}) {
    super(`the queue is full: ${maxQueued} requests are waiting already; try again later, or raise maxQueued`, {
      ...context,
      retryable: true,
    });
    this.maxQueued = maxQueued;
  }
}
