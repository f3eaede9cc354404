import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The provider has a closed list of models, and the requested model is not in it. */
export class UnknownModelError extends ChatStreamError {
  override readonly name = 'UnknownModelError';
  /** The requested model. */
  declare readonly model: string;
  /** The provider's models. */
  readonly models: readonly string[];

  constructor(model: string, models: readonly string[], context: ErrorContext = {}) {
    super(`unknown model ${JSON.stringify(model)}: this provider has ${models.join(', ')}`, {
      ...context,
      model,
      retryable: false,
    });
    this.models = models;
  }
}
