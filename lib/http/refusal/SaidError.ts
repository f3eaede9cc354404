/** What a server's text or JSON says of an error, before it is judged. */
export interface SaidError {
  /** The message, for a person to read. */
  readonly detail: string;
  /** The provider's own word. */
  readonly code: string | undefined;
  /** All such words, in lower case, the more telling first. */
  readonly words: readonly string[];
  /** An HTTP status that stands inside. */
  readonly status: number | undefined;
  /** How long to wait, in milliseconds, where the body says so. */
  readonly retryAfterMs: number | undefined;
  /** The id of the exchange, where the body says it. */
  readonly requestId: string | undefined;
}
