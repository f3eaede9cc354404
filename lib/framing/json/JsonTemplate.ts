import { compareProbe, type Copy } from './compareProbe.ts';
import { copyText } from './copyText.ts';
import { STRING_LITERAL } from './stringLiteral.ts';
import { tryParse } from './tryParse.ts';
import { unescapeJson } from './unescapeJson.ts';

/** A text without the tokens that may differ. */
interface Outline {
  /** The text before each hole, and after the last, without padding. */
  readonly fixed: readonly string[];
  /** Which holes are of numbers; the others are of strings. */
  readonly isNumber: readonly boolean[];
}

/** Texts that differ in more places are hardly alike. */
const MAX_HOLES = 8;
const MAX_LENGTH = 64 * 1024;
/** A string, a number, or what stands between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^"\d-]+/g;
/** A number that is read without the parser. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
/** So many are exact. */
const MAX_DIGITS = 15;
/** A longer part of a string is made by pointing into the whole, which then stays in memory as long as the part. */
const MAX_COPY_LENGTH = 12;
/** So many characters are sooner looked at one by one than by a pattern. */
const LONG_FROM = 2 * MAX_COPY_LENGTH + 1;
const LITERAL = new RegExp(STRING_LITERAL, 'y');
/** Where longer strings change, a text is sooner parsed. */
const MAX_TOKEN = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const ZERO = 0x30;

/**
 * A JSON text with holes in it, where string literals and whole numbers stood: `{"n":` … `,"delta":` … `,"noise":` … `}`.
 *
 * A JSON parser's result elsewhere depends on no string's and no number's value. So a text with the same parts between whole literals of
 * the same kinds needs no parsing: its value is a copy of the template's with those in the holes.
 *
 * Blanks before the last bracket mean nothing to the parser, so any number of them fits: services pad their frames there, to hide how
 * long the texts in them are.
 */
export class JsonTemplate {
  /** The text before each hole. */
  readonly #fixed: readonly string[];
  /** The text after the last hole, without padding. */
  readonly #end: string;
  readonly #isNumber: readonly boolean[];
  readonly #copy: Copy;
  /** What the text that is being read has in the holes. */
  readonly #fillings: unknown[] = [];

  private constructor({ fixed, isNumber }: Outline, copy: Copy) {
    this.#fixed = fixed.map(copyText);
    this.#end = this.#fixed.at(-1) ?? '';
    this.#isNumber = isNumber;
    this.#copy = copy;
  }

  /**
   * The template of which both texts are instances, if there is one: proven by a third text with fillings of our own, which must parse, and be
   * equal but where it has one of those fillings, and nothing more. (A member that stands twice hides what it said first.)
   *
   * @param value what `text` parses to
   * @param other a text that parses, too
   */
  static of(text: string, value: unknown, other: string): JsonTemplate | undefined {
    const outline = findOutline(text, other);
    if (!outline) return undefined;
    const nonces = outline.isNumber.map((isNumber, i) => createNonce(text, isNumber, i));
    const probe = tryParse(fill(outline, nonces));
    const compared = probe === undefined ? undefined : compareProbe(value, probe, nonces);
    return compared && new JsonTemplate(outline, compared.copy);
  }

  /** What the text parses to, if it is an instance of this template; `undefined`, which no JSON parses to, if it is not. */
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

  /** Does the text end like this template from here on, however it is padded? */
  #endsAt(text: string, at: number): boolean {
    const end = this.#end;
    if (text.length - at === end.length) return text.slice(at) === end;
    const bracket = end.slice(-1);
    let last = text.length - 1;
    if (!isBracket(bracket) || text[last] !== bracket) return false;
    while (text.charCodeAt(last - 1) === SPACE) last--;
    return text.slice(at, last) === end.slice(0, -1);
  }

  /** Where the number ends that begins here; -1 where there is none. */
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

  /** Where the string literal ends that begins here; -1 where there is none. */
  #readString(text: string, start: number, hole: number): number {
    if (text.charCodeAt(start) !== QUOTE) return -1;
    const limit = start + LONG_FROM;
    let hasEscapes = false;
    let at = start + 1;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      // Behind the end of the text there is no number at all.
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

/** A part of a text in memory of its own: of two copies, a string is made that points to these alone. */
function copied(text: string, start: number, end: number): string {
  if (end - start <= MAX_COPY_LENGTH) return text.slice(start, end);
  const middle = start + MAX_COPY_LENGTH;
  return text.slice(start, middle) + text.slice(middle, end);
}

/** What a literal says; `undefined` where it is none, or its escapes are. */
function unquote(text: string, start: number, end: number): string | undefined {
  if (end < 0) return undefined;
  const short = end - start - 2 <= MAX_COPY_LENGTH ? unescapeJson(text.slice(start + 1, end - 1)) : undefined;
  return short ?? parseString(text.slice(start, end));
}

function parseString(literal: string): string | undefined {
  const value = tryParse(literal);
  return typeof value === 'string' ? value : undefined;
}

/** Where two texts differ, if it is in strings and whole numbers alone. A guess, which the probe proves. */
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

/** A string or a number that is not in the text, another one for each hole. */
function createNonce(text: string, isNumber: boolean, hole: number): string | number {
  let nonce = isNumber ? `1${hole}` : `nonce${hole}_`;
  while (text.includes(nonce)) nonce += isNumber ? Math.floor(Math.random() * 10) : Math.random().toString(36).slice(2);
  return isNumber ? Number(nonce) : nonce;
}
