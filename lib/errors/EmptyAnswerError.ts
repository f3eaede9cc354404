import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The status says success, but not one frame could be decoded. */
export class EmptyAnswerError extends ChatStreamError {
  override readonly name = 'EmptyAnswerError';
  /** How many malformed frames there were. */
  readonly malformed: number;

  constructor(malformed: number, context: ErrorContext = {}) {
    super(malformed === 0 ? 'the answer is empty' : `the answer is empty: it has ${framesOf(malformed)} and no other`, {
      ...context,
      retryable: true,
    });
    this.malformed = malformed;
  }
}

const framesOf = (count: number): string => (count === 1 ? '1 malformed frame' : `${count} malformed frames`);
