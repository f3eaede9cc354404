import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** As many requests as allowed wait already for a source that takes a few at a time: see `limit`. Nothing was sent. */
export class QueueFullError extends ChatStreamError {
  override readonly name = 'QueueFullError';
  /** How many may wait. */
  readonly maxQueued: number;

  constructor(maxQueued: number, context: ErrorContext = {}) {
    super(`the queue is full: ${maxQueued} requests are waiting already; try again later, or raise maxQueued`, {
      ...context,
      retryable: true,
    });
    this.maxQueued = maxQueued;
  }
}
