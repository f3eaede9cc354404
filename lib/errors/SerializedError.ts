import type { ProviderErrorKind } from './ProviderError.ts';

/** An error as JSON, from which `restoreError` makes the same error in another process. */
export interface SerializedError {
  /** The name of its class. */
  readonly name: string;
  /** The kind of a `ProviderError`. */
  readonly kind?: ProviderErrorKind | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly contentReceived?: boolean | undefined;
  /** A description that the reader may see. */
  readonly detail?: string | undefined;
  /** The further members of its class. */
  readonly [field: string]: unknown;
}
