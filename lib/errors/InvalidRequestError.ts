import { renderMismatch, type Mismatch } from '../codec/describeErrors.ts';
import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** Input or options do not decode, a body is no JSON, or a key or header is none that HTTP can carry. */
export class InvalidRequestError extends ChatStreamError {
  override readonly name = 'InvalidRequestError';
  /** Where: `messages/0/role`, `options/baseUrl`. Never a value. */
  readonly paths: readonly string[];

  constructor(mismatches: readonly Mismatch[], context: ErrorContext = {}) {
    super(`invalid request: ${mismatches.map(renderMismatch).join('; ')}`, { ...context, retryable: false });
    this.paths = mismatches.map(({ path }) => path);
  }
}
