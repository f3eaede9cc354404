import { ChatStreamError, isBranded, type ErrorContext } from './ChatStreamError.ts';

/** No source of a `failover` or `hedge` delivered content. */
export class AllSourcesFailedError extends ChatStreamError {
  override readonly name = 'AllSourcesFailedError';
  /** One error for each source, in the order of failure. */
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[], context: ErrorContext = {}) {
    const last = errors.at(-1);
    super(`all ${errors.length} sources failed: ${errors.map(summarise).join('; ')}`, {
      ...context,
      retryable: isBranded(last) && last.retryable,
      retryAfterMs: isBranded(last) ? last.retryAfterMs : undefined,
    });
    this.errors = errors;
  }

  override toJSON(): Record<string, unknown> {
    return {
      ...super.toJSON(),
      errors: this.errors.map((error) => (isBranded(error) ? error.toJSON() : summarise(error))),
    };
  }
}

const summarise = (error: unknown): string =>
  isBranded(error) && error.provider !== undefined
    ? `${error.provider}: ${error.message}`
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : typeof error;
