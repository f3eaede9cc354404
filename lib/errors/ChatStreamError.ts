/** The same symbol in every copy of the package, so that the guard holds across copies. */
const brand: unique symbol = Symbol.for('rxllm.ChatStreamError');

/** What every error may say of its circumstances. */
export interface ErrorContext {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly requestId?: string | undefined;
  readonly contentReceived?: boolean | undefined;
}

/** What the subclasses hand to the base class. */
export interface ErrorDetails extends ErrorContext {
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * Base class of every error that this library raises. None holds a key, a request header, a proxy password or the request
 * body, in any rendering.
 */
export abstract class ChatStreamError extends Error {
  abstract override readonly name: string;
  declare readonly provider?: string;
  declare readonly model?: string;
  /** The `x-request-id` header of the answer, for the provider's support. */
  declare readonly requestId?: string;
  /** Would the same request stand a chance? It says nothing of content. */
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
    attribute(this, context);
  }

  /** The error as plain data, for logs: no stack, no cause. */
  toJSON(): Record<string, unknown> {
    const members = Object.assign<Record<string, unknown>, this>({ name: this.name, message: this.message }, this);
    // Firefox shows a stack among the members once it was written to; others hide it.
    const { stack: _, ...json }: Record<string, unknown> = members;
    return json;
  }

  get [brand](): true {
    return true;
  }
}

/**
 * Is it an error of this library, also of another copy of it?
 *
 * @example
 * ```ts
 * import { isChatStreamError } from 'rxllm';
 *
 * const isWorthARetry = (error: unknown): boolean => isChatStreamError(error) && error.retryable;
 * ```
 */
export function isChatStreamError(value: unknown): value is ChatStreamError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** Tells an error of its circumstances; what it already knows stays. */
export function attribute(error: ChatStreamError, context: ErrorContext): void {
  const known: Record<string, unknown> = error as never;
  for (const [key, value] of Object.entries(context)) {
    if (value !== undefined && (known[key] === undefined || key === 'contentReceived')) known[key] = value;
  }
}
