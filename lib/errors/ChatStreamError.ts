/** The same symbol in every copy of the package, so that the guard holds across copies. */
const brand: unique symbol = Symbol.for('rxllm.ChatStreamError');

/** What every error may know about the answer that it ended. */
export interface ErrorContext {
  /** The name of the provider or source. */
  readonly provider?: string | undefined;
  /** The model that was asked, as the wire names it. */
  readonly model?: string | undefined;
  /** The provider's id of the exchange, for its support. */
  readonly requestId?: string | undefined;
  /** Had content already been emitted? */
  readonly contentReceived?: boolean | undefined;
}

/** What the subclasses hand to the base class. */
export interface ErrorDetails extends ErrorContext {
  /** Does the same request stand a chance? */
  readonly retryable: boolean;
  /** How long the service asks to wait, in milliseconds. */
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
  /** The provider's id of the exchange (`x-request-id`, Anthropic's `request-id`), for its support. */
  declare readonly requestId?: string;
  /** Would the same request stand a chance? It says nothing about content. */
  readonly retryable: boolean;
  /** How long the provider asked to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** Had content already been emitted? Then a second try would repeat text. */
  readonly contentReceived: boolean;

  constructor(message: string, { retryable, retryAfterMs, contentReceived, cause, ...context }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.retryable = retryable;
    this.contentReceived = contentReceived ?? false;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    addContext(this, context);
  }

  /** The error as plain data, for logs: without stack and cause. */
  toJSON(): Record<string, unknown> {
    const members = Object.assign<Record<string, unknown>, this>({ name: this.name, message: this.message }, this);
    // Firefox shows a stack among the members once it was written to; others hide it.
    const { stack: _, ...json }: Record<string, unknown> = members;
    return json;
  }

  /** @internal */
  get [brand](): true {
    return true;
  }
}

/** Is it an error of this library, of this or another copy of it? `isChatStreamError` is this for the public, with a union to narrow to. */
export const isBranded = (value: unknown): value is ChatStreamError =>
  typeof value === 'object' && value !== null && brand in value;

/** Adds what is known about the answer to its error. What the error already knows stays; content that was received counts in any case. */
export function addContext(error: ChatStreamError, context: ErrorContext): void {
  const known: Record<string, unknown> = error as never;
  for (const [key, value] of Object.entries(context)) {
    if (value !== undefined && (known[key] === undefined || (key === 'contentReceived' && value === true)))
      known[key] = value;
  }
}
