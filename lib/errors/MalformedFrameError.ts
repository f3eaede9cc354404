import type { MalformedFrame } from './MalformedFrame.ts';
import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** A frame is malformed, and the caller chose `onMalformed: 'fail'`. */
export class MalformedFrameError extends ChatStreamError {
  override readonly name = 'MalformedFrameError';
  /** The frame: its text, and what is wrong with it. */
  readonly frame: MalformedFrame;

  constructor(frame: MalformedFrame, context: ErrorContext = {}) {
    super(`frame ${frame.index} is malformed (${frame.reason}): ${frame.errors.join('; ')}`, {
      ...context,
      retryable: false,
    });
    this.frame = frame;
  }
}
