import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';
import type { Issue } from './Issue.ts';

/**
 * The request or an option is invalid: it does not decode, its body is not JSON, or HTTP cannot carry a key or a header.
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
  /** The places that are wrong: `messages/0/role`, `options/baseUrl`. */
  readonly paths: readonly string[];
  /** What is wrong at each of them. They never hold a value. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], context: ErrorContext = {}) {
    super(`invalid request: ${issues.map(({ message }) => message).join('; ')}`, { ...context, retryable: false });
    this.paths = issues.map(({ path }) => path);
    this.issues = issues;
  }
}
