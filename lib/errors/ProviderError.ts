import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** What went wrong at the provider, independent of the provider's wording. */
export type ProviderErrorKind =
  | 'auth'
  | 'rate-limit'
  | 'quota'
  | 'blocked'
  | 'bad-request'
  | 'context-length'
  | 'not-found'
  | 'redirect'
  | 'overloaded'
  | 'server'
  | 'other';

/** The members of a `ProviderError` besides its message. */
export interface ProviderErrorFields {
  /** What went wrong, independent of the service's wording. */
  readonly kind: ProviderErrorKind;
  /** The HTTP status; absent for an error in an answer that began with 200. */
  readonly status?: number | undefined;
  /** The service's own code: `insufficient_quota`. */
  readonly code?: string | undefined;
  /** Whether it came inside an answer with a 2xx status. */
  readonly inBand: boolean;
  /** The service's own message, free of secrets; empty if there is none. */
  readonly detail: string;
  /** Whether the same request might succeed if it is sent again. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The provider's id of the exchange, where the error itself contains it. The context's id wins. */
  readonly requestId?: string | undefined;
}

/** The provider answered with a status of 300 or above, or with an error inside its answer. */
export class ProviderError extends ChatStreamError {
  override readonly name = 'ProviderError';
  /** What went wrong, independent of the provider's wording. */
  readonly kind: ProviderErrorKind;
  /** The HTTP status, or a numeric status inside the error. */
  declare readonly status?: number;
  /** The provider's own code: `rate_limit_exceeded`. */
  declare readonly code?: string;
  /** Whether the error came inside an answer with a 2xx status. */
  readonly inBand: boolean;
  /** The provider's own message, at most 2,000 characters, never HTML. */
  readonly detail: string;

  constructor(fields: ProviderErrorFields, context: ErrorContext = {}) {
    const { kind, status, code, inBand, detail, retryable, retryAfterMs, requestId } = fields;
    const what = [kind, status, code].filter((word) => word !== undefined).join(' ');
    super(`provider error (${what})${detail === '' ? '' : `: ${detail}`}`, {
      ...context,
      requestId: context.requestId ?? requestId,
      retryable,
      retryAfterMs,
    });
    this.kind = kind;
    if (status !== undefined) this.status = status;
    if (code !== undefined) this.code = code;
    this.inBand = inBand;
    this.detail = detail;
  }
}
