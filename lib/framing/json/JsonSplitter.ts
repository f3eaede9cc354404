import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { byteLength, exceedsBytes } from '../lines/byteLength.ts';

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
/** The literals, by their first character. */
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };
const SEPARATOR = /[ \t\r\n,]/;
const OF_NUMBER = /[\d+\-.eE]*/y;
/** What ends a run of characters that are not JSON. */
const DELIMITER = /[ \t\r\n,"[\]{}]/;
const NO_DELIMITER = /[^ \t\r\n,"[\]{}]*/y;

/** What the next character belongs to: `enclosed` is an object, an array or a string, and `unknown` anything that is not JSON. */
type Token = 'none' | 'enclosed' | 'number' | 'literal' | 'unknown';

/**
 * Finds where the JSON values of a text begin and end. It does not check their content.
 *
 * First pieces are written, then the complete values are read. In an object only braces are counted, in an array only brackets. That is
 * enough for JSON, and a stray or missing bracket in a broken object does not affect the values after it.
 */
export class JsonSplitter {
  readonly #maxBytes: number;
  /** What was written and not read. */
  #text = '';
  #at = 0;

  #token: Token = 'none';
  /** Where the open value begins in the text, and what came of it before. */
  #start = 0;
  #pending = '';
  #pendingBytes = 0;

  /** Whether top-level arrays are split into their elements. The first value decides. */
  #takesApart: boolean | undefined;
  /** Whether the position is inside a top-level array that is being split. */
  #inList = false;

  /** The characters that open and close the enclosed value, and how many are open. */
  #opener = '';
  #closer = '';
  #depth = 0;
  #inString = false;
  /** Whether the next character of a string is escaped. */
  #isEscaped = false;
  /** The part of a literal that has not arrived. */
  #rest = '';

  /** @param maxBytes a larger value makes `read` throw an `EventTooLargeError` */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  write(piece: string): void {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#at -= this.#start;
    this.#start = 0;
  }

  /** The text of the next complete value, or `undefined` if more is needed. */
  read(): string | undefined {
    while (this.#at < this.#text.length) {
      const ended = this.#token === 'none' ? this.#begin() : this.#continue();
      if (ended) return this.#take();
    }
    if (this.#token !== 'none') {
      const text = this.#text.slice(this.#start);
      this.#pending += text;
      this.#pendingBytes += byteLength(text);
    }
    if (this.#pendingBytes > this.#maxBytes) throw new EventTooLargeError(this.#maxBytes);
    this.#text = '';
    this.#at = this.#start = 0;
    return undefined;
  }

  /**
   * The text of a value that is still open at the end.
   *
   * @param last what came of an unfinished character
   */
  end(last = ''): string | undefined {
    const text = (this.#pending + last).trimEnd();
    this.#pending = '';
    return text === '' ? undefined : text;
  }

  #take(): string {
    const rest = this.#text.slice(this.#start, this.#at);
    if (exceedsBytes(rest, this.#maxBytes - this.#pendingBytes)) throw new EventTooLargeError(this.#maxBytes);
    const text = this.#pending + rest;
    this.#pending = '';
    this.#pendingBytes = 0;
    this.#start = this.#at;
    this.#token = 'none';
    return text;
  }

  /** Takes one character between two values. Like the methods after it, it returns whether a value has ended. */
  #begin(): boolean {
    const character = this.#text.charAt(this.#at);
    this.#start = this.#at++;
    if (SEPARATOR.test(character)) return false;
    this.#takesApart ??= character === '[';
    if (this.#inList ? character === ']' : this.#takesApart && character === '[') {
      this.#inList = !this.#inList;
      return false;
    }
    const closer = CLOSERS[character];
    const literal = LITERALS[character];
    this.#inString = character === '"';
    if (closer !== undefined || this.#inString) {
      this.#token = 'enclosed';
      this.#opener = character;
      this.#closer = closer ?? '';
      this.#depth = closer === undefined ? 0 : 1;
    } else if (literal !== undefined) {
      this.#token = 'literal';
      this.#rest = literal.slice(1);
    } else {
      this.#token = /[\d-]/.test(character) ? 'number' : 'unknown';
    }
    // A bracket that closes nothing.
    return character === '}' || character === ']';
  }

  #continue(): boolean {
    if (this.#token === 'enclosed') return this.#readEnclosed();
    if (this.#token === 'literal') return this.#readLiteral();
    return this.#token === 'number' ? this.#readNumber() : this.#readUnknown();
  }

  /** Nearly every character passes through this loop. */
  #readEnclosed(): boolean {
    const text = this.#text;
    let at = this.#at;
    while (at < text.length && (this.#inString || this.#depth > 0)) {
      const character = text[at++];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === '"') this.#inString = !this.#inString;
      else if (this.#inString) this.#isEscaped = character === '\\';
      else if (character === this.#opener) this.#depth++;
      else if (character === this.#closer) this.#depth--;
    }
    this.#at = at;
    return !this.#inString && this.#depth === 0;
  }

  #readLiteral(): boolean {
    if (this.#text.charAt(this.#at) === this.#rest.charAt(0)) {
      this.#at++;
      this.#rest = this.#rest.slice(1);
      return this.#rest === '';
    }
    this.#token = 'unknown';
    return false;
  }

  #readNumber(): boolean {
    const next = this.#skip(OF_NUMBER);
    if (next === '') return false;
    this.#token = 'unknown';
    // A literal may follow without anything between.
    return DELIMITER.test(next) || next in LITERALS;
  }

  #readUnknown(): boolean {
    return this.#skip(NO_DELIMITER) !== '';
  }

  /** Passes what matches, and returns the next character. */
  #skip(characters: RegExp): string {
    characters.lastIndex = this.#at;
    characters.test(this.#text);
    this.#at = characters.lastIndex;
    return this.#text.charAt(this.#at);
  }
}
