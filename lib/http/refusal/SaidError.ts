/** What the text or JSON of a server says about an error, before it is classified. */
export interface SaidError {
  /** The human-readable message. */
  readonly detail: string;
  /** The provider's own code. */
  readonly code: string | undefined;
  /** All its codes in snake case, the most specific first. */
  readonly words: readonly string[];
  /** An HTTP status inside the error. */
  readonly status: number | undefined;
  /** How long to wait, in milliseconds, if the body says so. */
  readonly retryAfterMs: number | undefined;
  /** The id of the exchange, if the body contains it. */
  readonly requestId: string | undefined;
}
