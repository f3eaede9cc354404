import type { ProviderErrorKind } from './ProviderError.ts';

/** An error as JSON, for a reader elsewhere: what `restoreError` makes the same error of. */
export interface SerializedError {
  /** The name of its class. */
  readonly name: string;
  /** Of a `ProviderError`. */
  readonly kind?: ProviderErrorKind | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly contentReceived?: boolean | undefined;
  /** What it is about, in words that the reader may see. */
  readonly detail?: string | undefined;
  /** What its class has besides. */
  readonly [field: string]: unknown;
}
