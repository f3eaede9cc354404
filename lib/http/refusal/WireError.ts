import type { ProviderErrorKind } from '../../errors/ProviderError.ts';

/** What a wire reads from the JSON of an error. What it leaves out is decided by the status and the usual words. */
export interface WireError {
  /** What went wrong, where the wire knows better than words and status. */
  readonly kind?: ProviderErrorKind | undefined;
  /** The provider's own code: `overloaded_error`. */
  readonly code?: string | undefined;
  /** An HTTP status inside the error. */
  readonly status?: number | undefined;
  /** The provider's own message. */
  readonly detail?: string | undefined;
  /** Whether the same request might succeed later. */
  readonly retryable?: boolean | undefined;
  /** How long to wait before sending it again, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Reads an error of one wire; `undefined` if the value is not an error, or if the usual rules are enough.
 *
 * @param status the HTTP status, if the value is the body of an answer with a status of 300 or above; `undefined` inside an answer
 */
export type ReadWireError = (json: unknown, status?: number) => WireError | undefined;
