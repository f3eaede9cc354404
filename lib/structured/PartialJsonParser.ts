import { GrowingValue, type JsonPath } from './GrowingValue.ts';
import { nextNumberState, WHOLE_NUMBER, type NumberState } from './nextNumberState.ts';

/** The maximum number of open arrays and objects; more are a failure. */
const MAX_DEPTH = 1000;
const FENCE_TICKS = 3;

const BLANKS = ' \t\r\n';
/** The characters that may follow a number; a backtick begins the end of a code fence. */
const AFTER_NUMBER = `${BLANKS},]}\``;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** The characters that may follow a backslash, and what they stand for. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Where a text stopped being JSON, and why. */
export interface JsonSyntaxFailure {
  /** In UTF-16 code units from the start of the text: the first one that makes valid JSON impossible. */
  readonly offset: number;
  /** A phrase such as `a value is expected`. */
  readonly reason: string;
}

/** An incomplete part of the text, whose value may still change. */
export interface OpenToken {
  readonly type: 'string' | 'number' | 'literal' | 'key';
  /** The path of the value, or of the object that the key belongs to. */
  readonly path: JsonPath;
  /** Where it begins, in UTF-16 code units from the start of the text. */
  readonly offset: number;
}

/** What is expected next, or what is being read. */
type State =
  // The code fence before the value: backticks, and a language.
  | 'start'
  | 'fence'
  | 'info'
  | 'language'
  // Between two tokens. `element` is a value or the end of an empty array, `member` a key or the end of an empty object.
  | 'value'
  | 'element'
  | 'member'
  | 'key'
  | 'colon'
  | 'comma'
  | 'end'
  // Inside a token.
  | 'string'
  | 'escape'
  | 'unicode'
  | 'number'
  | 'literal';

/**
 * Parses JSON that arrives in pieces, and provides the value so far: every part that is certain, and nothing else.
 *
 * Strings grow by whole escapes and surrogate pairs, arrays at their end; numbers, literals and keys appear when they are complete. A
 * value never changes its type, except if a key occurs twice: the last occurrence counts, as in `JSON.parse`. A value that was returned
 * never changes, and shares all complete parts with the next one.
 *
 * The grammar is strict JSON. A code fence around it (```` ```json ````), as models write it, is removed; other text is not. The parser
 * never throws: a text that is not JSON has a `failure`, and keeps the value before it.
 *
 * The cost of parsing is linear in the text; reading the value costs as much as the open arrays and objects hold. Each piece is read
 * once, and growing strings are never read: V8 keeps them as ropes, which reading would flatten.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export class PartialJsonParser {
  readonly #value = new GrowingValue();
  #state: State = 'start';
  /** The code units of all pieces before the current one. */
  #read = 0;
  #failure: JsonSyntaxFailure | undefined;
  #fenceTicks = 0;

  /** Where the current token begins. */
  #tokenAt = 0;
  /** The string so far, the digits of the number, or the literal that the token must become. */
  #text = '';
  #isKey = false;
  /** The first half of a surrogate pair: not shown until the second half has arrived. */
  #high = '';
  /** The digits of a Unicode escape. */
  #hex = '';
  #number: NumberState = 'start';
  /** How much of the literal has arrived. */
  #matched = 0;

  /** The value so far; `undefined` if it has not begun. */
  get value(): unknown {
    return this.#value.value;
  }

  /** The cost of reading the next value, in elements of an array: what the open arrays and objects hold. */
  get weight(): number {
    return this.#value.weight;
  }

  /** Whether the value is complete. A top-level number is complete only at `end`. */
  get isComplete(): boolean {
    return this.#state === 'end';
  }

  /** Why the text is not JSON; `undefined` as long as it may become valid. */
  get failure(): JsonSyntaxFailure | undefined {
    return this.#failure;
  }

  /** The string, number, literal or key that is being read. */
  get open(): OpenToken | undefined {
    const type = this.#openType();
    if (!type) return undefined;
    const { path } = this.#value;
    return { type, path: type === 'key' ? path.slice(0, -1) : path, offset: this.#tokenAt };
  }

  /**
   * Reads the next piece. Nothing is read after a failure.
   *
   * @returns whether the value has changed
   */
  write(piece: string): boolean {
    const { version } = this.#value;
    let at = 0;
    while (at < piece.length && !this.#failure) at = this.#step(piece, at);
    this.#read += piece.length;
    return this.#value.version !== version;
  }

  /**
   * Handles the end of the text.
   *
   * @returns whether the value has changed
   */
  end(): boolean {
    const isNumber = this.#state === 'number' && this.#value.depth === 0 && WHOLE_NUMBER.has(this.#number);
    if (isNumber) this.#endNumber();
    return isNumber;
  }

  /**
   * The complete elements of the array at a path, from an index on. Empty if there is no array. They never change.
   *
   * @param path keys and indexes from the root; the empty path is the root itself
   */
  elementsAt(path: JsonPath, from = 0): readonly unknown[] {
    return this.#value.elementsAt(path, from);
  }

  /** Whether there is an array at a path that can receive no more elements. */
  isArrayClosed(path: JsonPath): boolean {
    return this.#value.isArrayClosed(path);
  }

  #openType(): OpenToken['type'] | undefined {
    switch (this.#state) {
      case 'string':
      case 'escape':
      case 'unicode':
        return this.#isKey ? 'key' : 'string';
      case 'number':
      case 'literal':
        return this.#state;
      default:
        return undefined;
    }
  }

  /** Reads the token that begins at an index, and returns the index after it. */
  #step(piece: string, at: number): number {
    switch (this.#state) {
      case 'string':
        return this.#readString(piece, at);
      case 'escape':
        return this.#readEscape(piece.charAt(at), at);
      case 'unicode':
        return this.#readHex(piece.charAt(at), at);
      case 'number':
        return this.#readNumber(piece, at);
      case 'literal':
        return this.#readLiteral(piece.charAt(at), at);
      case 'fence':
      case 'info':
      case 'language':
        return this.#readFence(piece.charAt(at), at);
      default:
        return BLANKS.includes(piece.charAt(at)) ? at + 1 : this.#readMark(piece.charAt(at), at);
    }
  }

  /** Reads a character between two tokens. */
  #readMark(character: string, at: number): number {
    switch (this.#state) {
      case 'start':
        return this.#become(character === '`' ? 'fence' : 'value', at);
      case 'element':
        return character === ']' ? this.#close(at) : this.#become('value', at);
      case 'member':
        return character === '}' ? this.#close(at) : this.#become('key', at);
      case 'key':
        return character === '"' ? this.#openString(true, at) : this.#fail(at, 'a key in quotes is expected');
      case 'colon':
        return character === ':' ? this.#become('value', at + 1) : this.#fail(at, 'a colon is expected');
      case 'comma':
        return this.#readSeparator(character, at);
      case 'end':
        return this.#isFenced && character === '`' ? at + 1 : this.#fail(at, 'the end is expected');
      default:
        return this.#openValue(character, at);
    }
  }

  #become(state: State, at: number): number {
    this.#state = state;
    return at;
  }

  #fail(at: number, reason: string): number {
    this.#failure = { offset: this.#read + at, reason };
    return at;
  }

  get #isFenced(): boolean {
    return this.#fenceTicks >= FENCE_TICKS;
  }

  #readFence(character: string, at: number): number {
    if (this.#state === 'fence') {
      if (character === '`') this.#fenceTicks++;
      else if (this.#isFenced) return this.#become('info', at);
      else return this.#fail(at, 'a value is expected');
      return at + 1;
    }
    if (this.#state === 'info') {
      if (character === ' ' || character === '\t') return at + 1;
      return this.#become(/[a-z]/i.test(character) ? 'language' : 'value', at);
    }
    return /[\w+.-]/.test(character) ? at + 1 : this.#become('value', at);
  }

  #openValue(character: string, at: number): number {
    if (character === '"') return this.#openString(false, at);
    if (character === '{' || character === '[') return this.#openContainer(character, at);
    this.#tokenAt = this.#read + at;
    this.#text = '';
    if (nextNumberState('start', character)) {
      this.#number = 'start';
      return this.#become('number', at);
    }
    for (const word of LITERALS.keys()) {
      if (word.startsWith(character)) this.#text = word;
    }
    if (this.#text === '') return this.#fail(at, 'a value is expected');
    this.#matched = 1;
    return this.#become('literal', at + 1);
  }

  #openContainer(opener: '{' | '[', at: number): number {
    if (this.#value.depth === MAX_DEPTH) return this.#fail(at, `more than ${MAX_DEPTH} levels of nesting are not read`);
    if (opener === '[') this.#value.openArray();
    else this.#value.openObject();
    return this.#become(opener === '[' ? 'element' : 'member', at + 1);
  }

  #readSeparator(character: string, at: number): number {
    const { isInArray } = this.#value;
    if (character === ',') return this.#become(isInArray ? 'value' : 'key', at + 1);
    if (character === (isInArray ? ']' : '}')) return this.#close(at);
    return this.#fail(at, `a comma or ${isInArray ? ']' : '}'} is expected`);
  }

  #close(at: number): number {
    this.#value.close();
    this.#afterValue();
    return at + 1;
  }

  #afterValue(): void {
    this.#state = this.#value.depth === 0 ? 'end' : 'comma';
  }

  #openString(isKey: boolean, at: number): number {
    this.#tokenAt = this.#read + at;
    this.#text = '';
    this.#high = '';
    this.#isKey = isKey;
    if (!isKey) this.#value.grow('');
    return this.#become('string', at + 1);
  }

  #readString(piece: string, at: number): number {
    let end = at;
    while (end < piece.length && isPlain(piece.charCodeAt(end))) end++;
    if (end > at) this.#append(piece.slice(at, end));
    if (end === piece.length) return end;
    const character = piece.charAt(end);
    if (character === '\\') return this.#become('escape', end + 1);
    if (character !== '"') return this.#fail(end, 'a control character in a string has to be escaped');
    this.#endString();
    return end + 1;
  }

  #append(units: string): void {
    const isHigh = isHighSurrogate(units.charCodeAt(units.length - 1));
    const shown = this.#high + (isHigh ? units.slice(0, -1) : units);
    this.#high = isHigh ? units.slice(-1) : '';
    if (shown !== '') this.#show(shown);
  }

  #show(units: string): void {
    this.#text += units;
    if (!this.#isKey) this.#value.grow(this.#text);
  }

  #endString(): void {
    // A lone surrogate, whose other half never came. `JSON.parse` accepts it too.
    if (this.#high !== '') this.#show(this.#high);
    if (this.#isKey) {
      this.#value.setKey(this.#text);
      this.#state = 'colon';
    } else {
      this.#value.endText();
      this.#afterValue();
    }
  }

  #readEscape(character: string, at: number): number {
    if (character === 'u') {
      this.#hex = '';
      return this.#become('unicode', at + 1);
    }
    const escaped = ESCAPES.get(character);
    if (escaped === undefined) return this.#fail(at, `an escape is expected: one of "\\/bfnrtu`);
    this.#append(escaped);
    return this.#become('string', at + 1);
  }

  #readHex(character: string, at: number): number {
    if (!/[\da-f]/i.test(character)) return this.#fail(at, 'four hexadecimal digits are expected');
    this.#hex += character;
    if (this.#hex.length < 4) return at + 1;
    this.#append(String.fromCharCode(Number.parseInt(this.#hex, 16)));
    return this.#become('string', at + 1);
  }

  #readNumber(piece: string, at: number): number {
    let end = at;
    for (; end < piece.length; end++) {
      const next = nextNumberState(this.#number, piece.charAt(end));
      if (!next) break;
      this.#number = next;
    }
    this.#text += piece.slice(at, end);
    if (end === piece.length) return end;
    if (!WHOLE_NUMBER.has(this.#number)) return this.#fail(end, 'a digit is expected');
    if (!AFTER_NUMBER.includes(piece.charAt(end))) return this.#fail(end, 'the end of a number is expected');
    this.#endNumber();
    return end;
  }

  #endNumber(): void {
    this.#value.put(Number(this.#text));
    this.#afterValue();
  }

  #readLiteral(character: string, at: number): number {
    if (character !== this.#text.charAt(this.#matched)) return this.#fail(at, `${this.#text} is expected`);
    this.#matched++;
    if (this.#matched === this.#text.length) {
      this.#value.put(LITERALS.get(this.#text) ?? null);
      this.#afterValue();
    }
    return at + 1;
  }
}

/** Whether it is neither a quote nor a backslash nor a control character. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x22 && code !== 0x5c;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
