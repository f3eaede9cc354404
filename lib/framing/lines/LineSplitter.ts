import type { Subscriber } from 'rxjs';
import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import type { Handlers } from '../../rx/operate.ts';
import { ByteBuffer } from './ByteBuffer.ts';
import { exceedsBytes } from './byteLength.ts';
import { decodeUtf8 } from './decodeUtf8.ts';

const LF = 10;
const CR = 13;

/**
 * Splits the bytes of one body into lines, and keeps what is left over at the end of a piece. A class, because a thousand waiting answers
 * have a thousand of these.
 */
export class LineSplitter implements Handlers<Uint8Array, string> {
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
