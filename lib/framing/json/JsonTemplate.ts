import { compareProbe, type Copy } from './compareProbe.ts';
import { copyText } from './copyText.ts';
import { STRING_LITERAL } from './stringLiteral.ts';
import { tryParse } from './tryParse.ts';
import { unescapeJson } from './unescapeJson.ts';

/** A text without the tokens that may change. */
interface Outline {
  /** The text before each hole, and after the last, without padding. */
  readonly fixed: readonly string[];
  /** Which holes hold numbers; the others hold strings. */
  readonly isNumber: readonly boolean[];
}

/** Texts that differ in more places are not worth a template. */
const MAX_HOLES = 8;
const MAX_LENGTH = 64 * 1024;
/** A string, a number, or the text between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^"\d-]+/g;
/** A number that is read without the parser. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
/** Numbers of this many digits are exact. */
const MAX_DIGITS = 15;
/** V8 makes a longer substring a pointer into the whole string, which then stays in memory as long as the part. */
const MAX_COPY_LENGTH = 12;
/** Shorter texts are faster to check character by character than by a pattern. */
const LONG_FROM = 2 * MAX_COPY_LENGTH + 1;
const LITERAL = new RegExp(STRING_LITERAL, 'y');
/** Texts in which longer strings change are faster to parse. */
const MAX_TOKEN = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const ZERO = 0x30;

/**
 * A JSON text with holes in place of string literals and whole numbers: `{"n":` … `,"delta":` … `,"noise":` … `}`.
 *
 * The value of one string or number does not affect the rest of what a JSON parser returns. So a text that has the same parts between
 * complete literals of the same kinds needs no parsing: its value is a copy of the template's value with those literals in the holes.
 *
 * Blanks before the last bracket have no meaning, so any number of them is accepted: some services pad their frames there to hide the
 * length of the text.
 */
export class JsonTemplate {
  /** The text before each hole. */
  readonly #fixed: readonly string[];
  /** The text after the last hole, without padding. */
  readonly #end: string;
  readonly #isNumber: readonly boolean[];
  readonly #copy: Copy;
  /** What the text being read has in the holes. */
  readonly #fillings: unknown[] = [];

  private constructor({ fixed, isNumber }: Outline, copy: Copy) {
    this.#fixed = fixed.map(copyText);
    this.#end = this.#fixed.at(-1) ?? '';
    this.#isNumber = isNumber;
    this.#copy = copy;
  }

  /**
   * The template of which both texts are instances, if there is one. It is proven by a third text with fillings of our own, which must
   * parse to an equal value except for those fillings, and nothing more. (Of a repeated member, a parser keeps only the last value.)
   *
   * @param value the parsed `text`
   * @param other another text that parses
   */
  static of(text: string, value: unknown, other: string): JsonTemplate | undefined {
    const outline = findOutline(text, other);
    if (!outline) return undefined;
    const nonces = outline.isNumber.map((isNumber, i) => createNonce(text, isNumber, i));
    const probe = tryParse(fill(outline, nonces));
    const compared = probe === undefined ? undefined : compareProbe(value, probe, nonces);
    return compared && new JsonTemplate(outline, compared.copy);
  }

  /** The parsed text, if it is an instance of this template; otherwise `undefined`, which is no JSON value. */
  read(text: string): unknown {
    const fixed = this.#fixed;
    if (text.length > MAX_LENGTH) return undefined;
    let at = 0;
    for (let i = 0; i < this.#isNumber.length; i++) {
      const part = fixed[i] as string;
      const start = at + part.length;
      if (text.slice(at, start) !== part) return undefined;
      at = this.#isNumber[i] === true ? this.#readNumber(text, start, i) : this.#readString(text, start, i);
      if (at < 0) return undefined;
    }
    return this.#endsAt(text, at) ? this.#copy(this.#fillings) : undefined;
  }

  /** Whether the text ends like this template from here on, with any padding. */
  #endsAt(text: string, at: number): boolean {
    const end = this.#end;
    if (text.length - at === end.length) return text.slice(at) === end;
    const bracket = end.slice(-1);
    let last = text.length - 1;
    if (!isBracket(bracket) || text[last] !== bracket) return false;
    while (text.charCodeAt(last - 1) === SPACE) last--;
    return text.slice(at, last) === end.slice(0, -1);
  }

  /** The end of the number that begins here; -1 if there is none. */
  #readNumber(text: string, start: number, hole: number): number {
    let at = start;
    let number = 0;
    for (; at - start < MAX_DIGITS; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
    }
    const digits = at - start;
    if (digits === 0 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
    this.#fillings[hole] = number;
    return at;
  }

  /** The end of the string literal that begins here; -1 if there is none. */
  #readString(text: string, start: number, hole: number): number {
    if (text.charCodeAt(start) !== QUOTE) return -1;
    const limit = start + LONG_FROM;
    let hasEscapes = false;
    let at = start + 1;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      // After the end of the text `charCodeAt` gives NaN.
      if (!(code >= SPACE)) return -1;
      if (code !== BACKSLASH) continue;
      hasEscapes = true;
      at++;
    }
    const end = at < limit ? at + 1 : endOfLong(text, start);
    const filling = hasEscapes || at >= limit ? unquote(text, start, end) : copied(text, start + 1, at);
    if (filling === undefined) return -1;
    this.#fillings[hole] = filling;
    return end;
  }
}

function endOfLong(text: string, start: number): number {
  LITERAL.lastIndex = start;
  return LITERAL.test(text) ? LITERAL.lastIndex : -1;
}

/** A part of a text in memory of its own: a string joined from two copies points only to these. */
function copied(text: string, start: number, end: number): string {
  if (end - start <= MAX_COPY_LENGTH) return text.slice(start, end);
  const middle = start + MAX_COPY_LENGTH;
  return text.slice(start, middle) + text.slice(middle, end);
}

/** The value of a literal; `undefined` if the literal or an escape in it is invalid. */
function unquote(text: string, start: number, end: number): string | undefined {
  if (end < 0) return undefined;
  const short = end - start - 2 <= MAX_COPY_LENGTH ? unescapeJson(text.slice(start + 1, end - 1)) : undefined;
  return short ?? parseString(text.slice(start, end));
}

function parseString(literal: string): string | undefined {
  const value = tryParse(literal);
  return typeof value === 'string' ? value : undefined;
}

/** Where two texts differ, if only in strings and whole numbers. This is a guess, which the probe proves. */
function findOutline(text: string, other: string): Outline | undefined {
  const tokens = withoutPadding(text).match(TOKEN) ?? [];
  const others = withoutPadding(other).match(TOKEN) ?? [];
  if (tokens.length !== others.length) return undefined;
  const fixed: string[] = [''];
  const isNumber: boolean[] = [];
  for (const [i, token] of tokens.entries()) {
    const unlike = others[i] ?? '';
    if (token === unlike) {
      fixed[fixed.length - 1] += token;
      continue;
    }
    const areNumbers = WHOLE_NUMBER.test(token) && WHOLE_NUMBER.test(unlike);
    const areStrings = isShortString(token) && isShortString(unlike);
    if ((!areNumbers && !areStrings) || isNumber.length === MAX_HOLES) return undefined;
    isNumber.push(areNumbers);
    fixed.push('');
  }
  return isNumber.length === 0 ? undefined : { fixed, isNumber };
}

/** A JSON text without blanks before its last bracket. */
function withoutPadding(text: string): string {
  const bracket = text.slice(-1);
  return isBracket(bracket) ? text.slice(0, -1).trimEnd() + bracket : text;
}

const isBracket = (character: string): boolean => character === '}' || character === ']';

const isShortString = (token: string): boolean => token.startsWith('"') && token.length <= MAX_TOKEN;

const fill = ({ fixed }: Outline, nonces: readonly (string | number)[]): string =>
  fixed.map((part, i) => (i < nonces.length ? part + JSON.stringify(nonces[i]) : part)).join('');

/** A string or a number that does not occur in the text, a different one for each hole. */
function createNonce(text: string, isNumber: boolean, hole: number): string | number {
  let nonce = isNumber ? `1${hole}` : `nonce${hole}_`;
  while (text.includes(nonce)) nonce += isNumber ? Math.floor(Math.random() * 10) : Math.random().toString(36).slice(2);
  return isNumber ? Number(nonce) : nonce;
}
