import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The provider's list of models is closed, and the one asked for is not in it. */
export class UnknownModelError extends ChatStreamError {
  override readonly name = 'UnknownModelError';
  /** The model that was asked for. */
  declare readonly model: string;
  /** The models that the provider has. */
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
