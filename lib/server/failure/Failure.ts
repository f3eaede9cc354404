/** What the caller of a server is told of a failure, in the terms of HTTP and of OpenAI's errors. */
export interface Failure {
  /** The HTTP status, where there is still one to give. */
  readonly status: number;
  /** OpenAI's word for the sort of it. */
  readonly type: string;
  /** OpenAI's word for what it is, where there is one. */
  readonly code: string | null;
  /** Sentences that hold nothing of the service behind the server, unless they concern the caller. */
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  /** Headers that belong to the status. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
