import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { ByteBuffer } from '../lines/ByteBuffer.ts';
import { decodeUtf8 } from '../lines/decodeUtf8.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const NOTHING = new Uint8Array(0);
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];
/** The literals, by their first byte. */
const LITERALS: ReadonlyMap<number, readonly number[]> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), codesOf(word)]),
);
const BLANK: ReadonlySet<number> = new Set(codesOf(' \t\r\n'));
const DIGIT: ReadonlySet<number> = new Set(codesOf('0123456789'));
const IN_NUMBER: ReadonlySet<number> = new Set([...DIGIT, ...codesOf('+-.eE')]);
/** The bytes that end a run of bytes that are not JSON. */
const DELIMITER: ReadonlySet<number> = new Set([...BLANK, ...codesOf(',"[]{}')]);

/**
 * What the next byte belongs to: `none` is the space between values, `enclosed` an object, an array or a string, `word` a literal or
 * the byte order mark, and `unknown` anything that is not JSON.
 */
type Token = 'none' | 'enclosed' | 'number' | 'word' | 'unknown';

/**
 * Finds where the JSON values of a byte stream begin and end. It does not check their content.
 *
 * First bytes are written, then the complete values are read. In an object only braces are counted, in an array only brackets. That is
 * enough for JSON, and a stray or missing bracket in a broken object does not affect the values after it.
 */
export class JsonSplitter {
  readonly #maxBytes: number;
  /** Pieces that were written while earlier ones are still being read. */
  readonly #queue: Uint8Array[] = [];
  #piece: Uint8Array = NOTHING;
  /** The next byte of the piece. If its last byte is a backslash, one more than its length: the byte that follows is skipped. */
  #at = 0;

  #token: Token = 'none';
  /** Where the open value begins in the piece. */
  #start = 0;
  /** The part of the open value that came in earlier pieces. */
  readonly #pending = new ByteBuffer();

  #atStart = true;
  /** Whether top-level arrays are split into their elements. The first value decides. */
  #takesApart: boolean | undefined;
  /** Whether the position is inside a top-level array that is being split. */
  #inList = false;

  /** The bytes that open and close the enclosed value, and how many are open. */
  #opener = OPEN_BRACE;
  #closer = CLOSE_BRACE;
  #depth = 0;
  #inString = false;

  /** The expected word, and how much of it has arrived. */
  #word = BYTE_ORDER_MARK;
  #matched = 0;

  /** @param maxBytes a larger value makes `read` throw an `EventTooLargeError` */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes bytes, which must not change before `read` gives `undefined`. */
  write(piece: Uint8Array): void {
    this.#queue.push(piece);
  }

  /** The text of the next complete value, or `undefined` if more bytes are needed. */
  read(): string | undefined {
    do {
      while (this.#at < this.#piece.length) {
        const ended = this.#token === 'none' ? this.#begin() : this.#continue();
        if (ended) return this.#take();
      }
    } while (this.#nextPiece());
    return undefined;
  }

  /** The text of a value that is still open when there are no more bytes. */
  end(): string | undefined {
    const text = decodeUtf8(this.#pending.takeWith()).trimEnd();
    return text === '' ? undefined : text;
  }

  #nextPiece(): boolean {
    if (this.#token !== 'none')
      this.#pending.append(this.#start === 0 ? this.#piece : this.#piece.subarray(this.#start));
    if (this.#pending.length > this.#maxBytes) throw new EventTooLargeError(this.#maxBytes);
    this.#at -= this.#piece.length;
    this.#start = 0;
    const next = this.#queue.shift();
    this.#piece = next ?? NOTHING;
    return next !== undefined;
  }

  #take(): string {
    this.#token = 'none';
    const bytes = this.#pending.takeWith(this.#piece.subarray(this.#start, this.#at));
    if (bytes.length > this.#maxBytes) throw new EventTooLargeError(this.#maxBytes);
    return decodeUtf8(bytes);
  }

  /** Takes one byte between two values. Like the methods after it, it returns whether a value has ended. */
  #begin(): boolean {
    const byte = this.#piece[this.#at] as number;
    const isFirst = this.#atStart;
    this.#start = this.#at++;
    this.#atStart = false;
    if (BLANK.has(byte) || byte === COMMA) return false;
    if (isFirst && byte === BYTE_ORDER_MARK[0]) return this.#openWord(BYTE_ORDER_MARK);
    this.#takesApart ??= byte === OPEN_BRACKET;
    if (this.#inList ? byte === CLOSE_BRACKET : this.#takesApart && byte === OPEN_BRACKET) {
      this.#inList = !this.#inList;
      return false;
    }
    return this.#open(byte);
  }

  #open(byte: number): boolean {
    const literal = LITERALS.get(byte);
    if (literal) return this.#openWord(literal);
    if (byte === OPEN_BRACE) return this.#openEnclosed(OPEN_BRACE, CLOSE_BRACE);
    if (byte === OPEN_BRACKET) return this.#openEnclosed(OPEN_BRACKET, CLOSE_BRACKET);
    if (byte === QUOTE) {
      this.#token = 'enclosed';
      this.#inString = true;
      return false;
    }
    this.#token = DIGIT.has(byte) || byte === MINUS ? 'number' : 'unknown';
    // A bracket that closes nothing.
    return byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
  }

  #openWord(word: readonly number[]): boolean {
    this.#token = 'word';
    this.#word = word;
    this.#matched = 1;
    return false;
  }

  #openEnclosed(opener: number, closer: number): boolean {
    this.#token = 'enclosed';
    this.#opener = opener;
    this.#closer = closer;
    this.#depth = 1;
    return false;
  }

  #continue(): boolean {
    if (this.#token === 'enclosed') return this.#readEnclosed();
    if (this.#token === 'number') return this.#readNumber();
    if (this.#token === 'word') return this.#readWord();
    return this.#readUnknown();
  }

  #readEnclosed(): boolean {
    while (this.#at < this.#piece.length) {
      if (this.#inString) this.#skipString();
      else this.#skipStructure();
      if (this.#depth === 0 && !this.#inString) return true;
    }
    return false;
  }

  /*
   * Nearly every byte of a stream passes through these two loops. `indexOf` of the quote is faster from about fifty bytes on, and slower
   * for keys and short strings, which is what frames mostly consist of.
   */
  #skipString(): void {
    const piece = this.#piece;
    let at = this.#at;
    while (at < piece.length && piece[at] !== QUOTE) at += piece[at] === BACKSLASH ? 2 : 1;
    this.#inString = at >= piece.length;
    this.#at = this.#inString ? at : at + 1;
  }

  #skipStructure(): void {
    const piece = this.#piece;
    const opener = this.#opener;
    const closer = this.#closer;
    let at = this.#at;
    let depth = this.#depth;
    while (at < piece.length && depth > 0 && piece[at] !== QUOTE) {
      const byte = piece[at++];
      if (byte === opener) depth++;
      else if (byte === closer) depth--;
    }
    this.#inString = depth > 0 && at < piece.length;
    this.#at = this.#inString ? at + 1 : at;
    this.#depth = depth;
  }

  #readNumber(): boolean {
    const piece = this.#piece;
    while (this.#at < piece.length && IN_NUMBER.has(piece[this.#at] as number)) this.#at++;
    if (this.#at === piece.length) return false;
    const byte = piece[this.#at] as number;
    if (DELIMITER.has(byte) || LITERALS.has(byte)) return true;
    this.#token = 'unknown';
    return false;
  }

  #readWord(): boolean {
    if (this.#piece[this.#at] !== this.#word[this.#matched]) {
      this.#token = 'unknown';
      return false;
    }
    this.#at++;
    this.#matched++;
    if (this.#matched < this.#word.length) return false;
    if (this.#word !== BYTE_ORDER_MARK) return true;
    this.#pending.takeWith();
    this.#token = 'none';
    return false;
  }

  #readUnknown(): boolean {
    const piece = this.#piece;
    while (this.#at < piece.length && !DELIMITER.has(piece[this.#at] as number)) this.#at++;
    return this.#at < piece.length;
  }
}

function codesOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
