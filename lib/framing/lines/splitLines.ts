import type { OperatorFunction, Subscriber } from 'rxjs';
import { checkRules } from '../../codec/checkRules.ts';
import { atLeast } from '../../codec/Rule.ts';
import { operate, type Handlers } from '../../rx/operate.ts';
import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { ByteBuffer } from './ByteBuffer.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import { exceedsBytes } from './byteLength.ts';

/** Options of `splitLines`. */
export interface SplitLinesOptions {
  /** A longer line is an `EventTooLargeError`. @default 16 MiB */
  readonly maxLineBytes?: number | undefined;
}

/** The default limit of one line, one event or one JSON answer: 16 MiB. */
export const DEFAULT_MAX_BYTES: number = 16 * 1024 * 1024;

const RULES = { maxLineBytes: atLeast(1) };
const LF = 10;
const CR = 13;

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
  return operate(() => new LineSplitter(maxLineBytes));
}

/** What one body left over at the end of a piece. A class, because a thousand waiting answers have a thousand of these. */
class LineSplitter implements Handlers<Uint8Array, string> {
  readonly #maxLineBytes: number;
  /** The bytes of a line whose end has not arrived. */
  readonly #pending = new ByteBuffer();
  #atStart = true;
  /** Whether the last byte was a CR, so that an LF that follows belongs to it. */
  #afterCr = false;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  next(piece: Uint8Array, destination: Subscriber<string>): void {
    let bytes = piece;
    if (this.#afterCr && bytes.length > 0) {
      this.#afterCr = false;
      if (bytes[0] === LF) bytes = bytes.subarray(1);
    }
    const end = endOfLastLine(bytes);
    if (end > 0) {
      const whole = end === bytes.length;
      this.#afterCr = whole && bytes[end - 1] === CR;
      const text = this.#decode(this.#pending.takeWith(whole ? bytes : bytes.subarray(0, end)));
      if (!whole) this.#pending.append(bytes.subarray(end));
      this.#split(text, destination);
    } else {
      this.#pending.append(bytes);
    }
    // A byte order mark that will be dropped does not count.
    const markBytes = this.#atStart && this.#pending.first === 0xef ? 3 : 0;
    if (this.#pending.length - markBytes > this.#maxLineBytes) throw new EventTooLargeError(this.#maxLineBytes);
  }

  complete(destination: Subscriber<string>): void {
    const line = this.#decode(this.#pending.takeWith());
    if (line !== '') this.#emit(line, destination);
    destination.complete();
  }

  /** Emits the lines of a text that ends with a line end. Each kind of end is searched for once, and again when it has been passed. */
  #split(text: string, destination: Subscriber<string>): void {
    let start = 0;
    let lf = indexOrEnd(text, '\n', 0);
    let cr = indexOrEnd(text, '\r', 0);
    while (start < text.length && !destination.closed) {
      const end = Math.min(lf, cr);
      this.#emit(text.slice(start, end), destination);
      // An LF right after the end belongs to a CR.
      start = lf === end + 1 ? end + 2 : end + 1;
      if (lf < start) lf = indexOrEnd(text, '\n', start);
      if (cr < start) cr = indexOrEnd(text, '\r', start);
    }
  }

  #emit(line: string, destination: Subscriber<string>): void {
    if (exceedsBytes(line, this.#maxLineBytes)) throw new EventTooLargeError(this.#maxLineBytes);
    destination.next(line);
  }

  #decode(bytes: Uint8Array): string {
    const text = decodeUtf8(bytes);
    if (!this.#atStart) return text;
    this.#atStart = false;
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

function indexOrEnd(text: string, end: string, from: number): number {
  const index = text.indexOf(end, from);
  return index < 0 ? text.length : index;
}

/** The index after the last line end, 0 if there is none. The pieces of an event stream mostly end with one. */
function endOfLastLine(bytes: Uint8Array): number {
  if (bytes[bytes.length - 1] === LF) return bytes.length;
  const behindLf = bytes.lastIndexOf(LF) + 1;
  return behindLf + bytes.subarray(behindLf).lastIndexOf(CR) + 1;
}
