import type { ProviderErrorKind } from './ProviderError.ts';

/** An error as JSON, from which `restoreError` makes the same error in another process. */
export interface SerializedError {
  /** The name of its class. */
  readonly name: string;
  /** The kind of a `ProviderError`. */
  readonly kind?: ProviderErrorKind | undefined;
  /** Whether the same request might succeed if it is sent again. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Had content come before it failed? */
  readonly contentReceived?: boolean | undefined;
  /** A description that the reader may see. */
  readonly detail?: string | undefined;
  /** The further members of its class. */
  readonly [field: string]: unknown;
}
