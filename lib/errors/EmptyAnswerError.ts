import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** A success by its status, and not one frame decoded. */
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
