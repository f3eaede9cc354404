import type { MalformedFrame } from './MalformedFrame.ts';
import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** A frame was malformed, and the caller chose `onMalformed: 'fail'`. */
export class MalformedFrameError extends ChatStreamError {
  override readonly name = 'MalformedFrameError';
  readonly frame: MalformedFrame;

  constructor(frame: MalformedFrame, context: ErrorContext = {}) {
    super(`malformed frame ${frame.index} (${frame.reason}): ${frame.errors.join('; ')}`, {
      ...context,
      retryable: false,
    });
    this.frame = frame;
  }
}
