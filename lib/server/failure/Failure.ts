/** What the caller of a server learns about a failure, in terms of HTTP and of OpenAI's errors. */
export interface Failure {
  /** The HTTP status, if it can still be sent. */
  readonly status: number;
  /** OpenAI's `type` for it. */
  readonly type: string;
  /** OpenAI's `code` for it, if there is one. */
  readonly code: string | null;
  /** A message without details of the service that the server uses, unless they concern the caller. */
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  /** Headers that belong to the status. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
