import { compareProbe, type Copy, type Nested } from './compareProbe.ts';
import { copyText } from './copyText.ts';
import { STRING_LITERAL } from './stringLiteral.ts';
import { tryParse } from './tryParse.ts';
import { unescapeJson } from './unescapeJson.ts';

type Fillings = readonly unknown[];

/** A text without the tokens that may differ. */
interface Outline {
  /** The text before each hole, and behind the last. */
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
const MAX_TOKEN = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const ZERO = 0x30;

/**
 * A JSON text with holes in it, where string literals and whole numbers stood: `{"n":` … `,"delta":` … `,"noise":` … `}`.
 *
 * A JSON parser's result elsewhere depends on no string's and no number's value. So a text with the same parts between whole literals of
 * the same kinds needs no parsing: its value is a copy of the form's with those in the holes.
 */
export class JsonForm {
  readonly #fixed: readonly string[];
  readonly #isNumber: readonly boolean[];
  readonly #copy: Copy<Fillings>;
  /** What the text that is being read has in the holes. */
  readonly #fillings: unknown[] = [];

  private constructor({ fixed, isNumber }: Outline, copy: Copy<Fillings>) {
    this.#fixed = fixed.map(copyText);
    this.#isNumber = isNumber;
    this.#copy = copy;
  }

  /**
   * The form of which both texts are instances, if there is one: proven by a third text with fillings of our own, which must parse, and be
   * equal but where it has one of those fillings, and nothing more. (A member that stands twice hides what it said first.)
   *
   * @param value what `text` parses to
   * @param other a text that parses, too
   */
  static of(text: string, value: unknown, other: string): JsonForm | undefined {
    const outline = findOutline(text, other);
    if (!outline) return undefined;
    const nonces = outline.isNumber.map((isNumber, i) => createNonce(text, isNumber, i));
    const probe = tryParse(fill(outline, nonces));
    const holeOf = (member: unknown): Copy<Fillings> | undefined => {
      const hole = nonces.indexOf(member as string);
      return hole < 0 ? undefined : (fillings) => fillings[hole];
    };
    const compared = probe === undefined ? undefined : compareProbe(value, probe, holeOf, copyWith);
    return compared && new JsonForm(outline, compared.copy);
  }

  /** What the text parses to, if it is an instance of this form; `undefined`, which no JSON parses to, if it is not. */
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
    return text.slice(at) === fixed.at(-1) ? this.#copy(this.#fillings) : undefined;
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
  const tokens = text.match(TOKEN) ?? [];
  const others = other.match(TOKEN) ?? [];
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

const isShortString = (token: string): boolean => token.startsWith('"') && token.length <= MAX_TOKEN;

const fill = ({ fixed }: Outline, nonces: readonly (string | number)[]): string =>
  fixed.map((part, i) => (i < nonces.length ? part + JSON.stringify(nonces[i]) : part)).join('');

/** A string or a number that is not in the text, another one for each hole. */
function createNonce(text: string, isNumber: boolean, hole: number): string | number {
  let nonce = isNumber ? `1${hole}` : `nonce${hole}_`;
  while (text.includes(nonce)) nonce += isNumber ? Math.floor(Math.random() * 10) : Math.random().toString(36).slice(2);
  return isNumber ? Number(nonce) : nonce;
}

/**
 * Copies as a template does, in code of its own: V8 compiles a function for the shapes of objects that it met, and the same one for both
 * would make templates slower by half.
 */
function copyWith(template: object, nested: readonly Nested<Fillings>[]): Copy<Fillings> {
  const fillAll = (copy: Record<string, unknown>, fillings: Fillings): unknown => {
    for (let i = 0; i < nested.length; i++) {
      const { key, copyMember } = nested[i] as Nested<Fillings>;
      copy[key] = copyMember(fillings);
    }
    return copy;
  };
  // The copy has all the template's own members, `__proto__` included, before any is set: so each assignment sets its own.
  return Array.isArray(template)
    ? (fillings) => fillAll(template.slice() as never, fillings)
    : (fillings) => fillAll({ ...template }, fillings);
}
