/** The same symbol in every copy of the package, so that the guard holds across copies. */
const brand: unique symbol = Symbol.for('rxllm.ChatStreamError');

/** What an error may know about the answer that failed. */
export interface ErrorContext {
  /** The name of the provider or source. */
  readonly provider?: string | undefined;
  /** The model that was asked, as the wire names it. */
  readonly model?: string | undefined;
  /** The provider's id of the exchange, to quote to its support. */
  readonly requestId?: string | undefined;
  /** Whether content had already been emitted. */
  readonly contentReceived?: boolean | undefined;
}

/** What the subclasses pass to the base class. */
export interface ErrorDetails extends ErrorContext {
  /** Whether the same request might succeed if it is sent again. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The error that led to this one, free of secrets. */
  readonly cause?: unknown;
}

/**
 * The base class of every error that this library raises. No error holds a key, a request header, a proxy password or the request
 * body, in any rendering.
 */
export abstract class ChatStreamError extends Error {
  abstract override readonly name: string;
  /** The name of the provider or source that failed. */
  declare readonly provider?: string;
  /** The model that was asked, as the wire names it. */
  declare readonly model?: string;
  /** The provider's id of the exchange (`x-request-id`, Anthropic's `request-id`), to quote to its support. */
  declare readonly requestId?: string;
  /** Whether the same request might succeed if it is sent again, whether or not content was received. */
  readonly retryable: boolean;
  /** How long the provider asked to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** Whether content had already been emitted: a second attempt would then repeat text. */
  readonly contentReceived: boolean;

  constructor(message: string, { retryable, retryAfterMs, contentReceived, cause, ...context }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.retryable = retryable;
    this.contentReceived = contentReceived ?? false;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    addContext(this, context);
  }

  /** The error as plain data for logs, without stack and cause. */
  toJSON(): Record<string, unknown> {
    const members = Object.assign<Record<string, unknown>, this>({ name: this.name, message: this.message }, this);
    // Firefox lists the stack among the own members once it has been written to; other engines hide it.
    const { stack: _, ...json }: Record<string, unknown> = members;
    return json;
  }

  /** @internal */
  get [brand](): true {
    return true;
  }
}

/** Whether the value is an error of this or another copy of the library. The public `isChatStreamError` also narrows to a union. */
export const isBranded = (value: unknown): value is ChatStreamError =>
  typeof value === 'object' && value !== null && brand in value;

/** Adds what is known about the answer to its error. Existing members stay, except that `contentReceived` may become true. */
export function addContext(error: ChatStreamError, context: ErrorContext): void {
  const known: Record<string, unknown> = error as never;
  for (const [key, value] of Object.entries(context)) {
    if (value !== undefined && (known[key] === undefined || (key === 'contentReceived' && value === true)))
      known[key] = value;
  }
}
