import type { ProviderErrorKind } from '../../errors/ProviderError.ts';

/** What a wire reads in a JSON value that tells of an error. What it leaves out is judged by status and the usual words. */
export interface WireError {
  /** What went wrong, where the wire knows better than words and status. */
  readonly kind?: ProviderErrorKind | undefined;
  /** The provider's own word: `overloaded_error`. */
  readonly code?: string | undefined;
  /** An HTTP status that stands inside the error. */
  readonly status?: number | undefined;
  /** The provider's own message. */
  readonly detail?: string | undefined;
  /** Would the same request stand a chance? */
  readonly retryable?: boolean | undefined;
  /** How long to wait before that, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Reads an error in the words of one wire; `undefined` where the value tells of none, or the usual words serve.
 *
 * @param status HTTP's, where the value is the body of an answer with a status of 300 or above; `undefined` inside an answer
 */
export type ReadWireError = (json: unknown, status?: number) => WireError | undefined;
