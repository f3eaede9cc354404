import { ChatStreamError, type ErrorContext } from './ChatStreamError.ts';

/** The status says success, but the body is HTML, has an unknown content type, or is JSON without an answer. */
export class UnexpectedContentError extends ChatStreamError {
  override readonly name = 'UnexpectedContentError';
  /** The value of the `content-type` header; `''` if it was absent. */
  readonly contentType: string;
  /** The start of the body's text, at most 2,000 characters. Tags are removed from HTML. */
  readonly excerpt: string;

  constructor(contentType: string, excerpt: string, context: ErrorContext = {}) {
    super(`unexpected content (${contentType || 'no content type'}): ${excerpt.slice(0, 200)}`, {
      ...context,
      retryable: false,
    });
    this.contentType = contentType;
    this.excerpt = excerpt;
  }
}
