import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';
import type { Issue } from './Issue.ts';

/**
 * The request or an option is wrong: it does not decode, its body is not JSON, or a key or a header cannot be carried by HTTP.
 * Nothing was sent.
 *
 * @example
 * ```ts
 * import { autonomousAI, InvalidRequestError } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [], temperature: 0.5 })
 *   .subscribe({
 *     error: (error) => {
 *       if (error instanceof InvalidRequestError) console.error(error.issues);
 *       // [{ path: 'temperature', expected: 'nothing', message: 'temperature is not supported by autonomousAI' }]
 *     },
 *   });
 * ```
 */
export class InvalidRequestError extends ChatStreamError {
  override readonly name = 'InvalidRequestError';
  /** Where: `messages/0/role`, `options/baseUrl`. */
  readonly paths: readonly string[];
  /** What is wrong at each of them; never a value. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], context: ErrorContext = {}) {
    super(`invalid request: ${issues.map(({ message }) => message).join('; ')}`, { ...context, retryable: false });
    this.paths = issues.map(({ path }) => path);
    this.issues = issues;
  }
}
