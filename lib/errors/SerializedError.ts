import type { ProviderErrorKind } from './ProviderError.ts';

/** An error as JSON, for a reader elsewhere: what `restoreError` makes the same error of. */
export interface SerializedError {
  /** The name of its class. */
  readonly name: string;
  /** Of a `ProviderError`. */
  readonly kind?: ProviderErrorKind | undefined;
  /** Does the same request stand a chance? */
  readonly retryable: boolean;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Had content come before it failed? */
  readonly contentReceived?: boolean | undefined;
  /** What it is about, in words that the reader may see. */
  readonly detail?: string | undefined;
  /** What its class has besides. */
  readonly [field: string]: unknown;
}
