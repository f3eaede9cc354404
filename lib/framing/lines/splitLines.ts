import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast } from '../../codec/Rule.ts';
import { DEFAULT_MAX_BYTES } from './limits.ts';
import { lines } from './lines.ts';

/** Options of `splitLines`. */
export interface SplitLinesOptions {
  /** A longer line is an `EventTooLargeError`. @default 16 MiB */
  readonly maxLineBytes?: number | undefined;
}

const RULES = { maxLineBytes: atLeast(1) };

/**
 * Splits bytes, cut anywhere, into lines of text without their ends.
 *
 * ```text
 * bytes   --"da"--"ta: 1\r"--"\n\nx"--|
 * lines   --------"data: 1"--""-------("x" |)
 * ```
 *
 * Decodes UTF-8 (invalid bytes become U+FFFD), accepts lines ended by CR, LF or CRLF in any mixture, and drops one byte order mark
 * at the start. A line is emitted with the byte that ends it, including a CR at the end of a piece. An unterminated last line is
 * emitted at completion if it is not empty.
 *
 * Throws `InvalidRequestError` for bad options. Raises `EventTooLargeError` as an error notification.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { splitLines } from 'rxllm';
 *
 * of(new TextEncoder().encode('one\r\ntwo')).pipe(splitLines()).subscribe(console.log); // one, two
 * ```
 */
export function splitLines(options: SplitLinesOptions = {}): OperatorFunction<Uint8Array, string> {
  checkRules(options, RULES);
  const { maxLineBytes = DEFAULT_MAX_BYTES } = options;
  return lines(maxLineBytes);
}
