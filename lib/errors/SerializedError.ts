import type { ProviderErrorKind } from './ProviderError.ts';

/** An error as JSON, from which `restoreError` makes the same error in another process. */
export interface SerializedError {
  /** The name of its class. */
  readonly name: string;
  /** The kind of a `ProviderError`. */
  readonly kind?: ProviderErrorKind | undefined;
  /** Does the same request stand a chance? */
  readonly retryable: boolean;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Had content come before it failed? */
  readonly contentReceived?: boolean | undefined;
  /** A description that the reader may see. */
  readonly detail?: string | undefined;
  /** The further members of its class. */
  readonly [field: string]: unknown;
}
