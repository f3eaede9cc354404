import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The provider's list of models is closed, and the one asked for is not in it. */
export class UnknownModelError extends ChatStreamError {
  override readonly name = 'UnknownModelError';
  declare readonly model: string;
  /** What it could have been. */
  readonly models: readonly string[];

  constructor(model: string, models: readonly string[], context: ErrorContext = {}) {
    super(`unknown model ${JSON.stringify(model)}; known: ${models.join(', ')}`, {
      ...context,
      model,
      retryable: false,
    });
    this.models = models;
  }
}
