import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast } from '../../codec/Rule.ts';
import { DEFAULT_MAX_BYTES } from '../lines/limits.ts';
import type { SseEvent } from '../sse/SseEvent.ts';
import { jsonValues } from './jsonValues.ts';

/** Options of `splitJson`. */
export interface SplitJsonOptions {
  /** A larger value, in bytes, is an `EventTooLargeError`. @default 16 MiB */
  readonly maxEventBytes?: number | undefined;
}

const RULES = { maxEventBytes: atLeast(1) };

/**
 * Splits bytes, cut anywhere, into JSON values: the elements of a top-level array, or values one after another.
 *
 * ```text
 * bytes    --[{"n"--:1},{"n":--2}--]--|
 * events   ---------e1---------e2-----|      e1 = { type: 'message', data: '{"n":1}', lastEventId: '' }
 * ```
 *
 * Values are separated by white space, commas or nothing. The first byte after those decides: if it is `[`, every top-level array is
 * split into its elements, also one that follows another, and an empty one gives no event; otherwise arrays are values, like objects
 * and scalars. One byte order mark at the start is dropped.
 *
 * A value is emitted with its last byte; a number, whose last digit is not known as such, with the byte after it. Its `data` is its
 * text as sent, without white space around it; invalid UTF-8 becomes U+FFFD.
 *
 * Text that is not JSON becomes an event as far as it can be delimited, so that `decodeJson` makes a `Left` of it and the stream goes
 * on: an object ends with the `}` that closes it, an array with its `]`, a string with its quote, and anything else before white
 * space, a comma, a quote, a brace or a bracket. A value that is still open at completion is emitted as it is.
 *
 * Raises `EventTooLargeError` as an error notification, as soon as a value has grown too large. The cost is linear in the bytes,
 * however they are cut.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { map, of } from 'rxjs';
 * import { decodeJson, rights, splitJson } from 'rxllm';
 *
 * of('[{"n":', '1},{"n":2', '}]')
 *   .pipe(map((text) => new TextEncoder().encode(text)), splitJson(), decodeJson(t.type({ n: t.number })), rights())
 *   .subscribe(({ n }) => console.log(n)); // 1, 2
 * ```
 */
export function splitJson(options: SplitJsonOptions = {}): OperatorFunction<Uint8Array, SseEvent> {
  checkRules(options, RULES);
  const { maxEventBytes = DEFAULT_MAX_BYTES } = options;
  return jsonValues(maxEventBytes);
}
