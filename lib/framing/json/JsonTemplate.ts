import { compareProbe, type Copy, type Nested } from './compareProbe.ts';
import { copyText } from './copyText.ts';
import { STRING_LITERAL } from './stringLiteral.ts';
import { tryParse } from './tryParse.ts';
import { unescapeJson } from './unescapeJson.ts';

const WHOLE_LITERAL = new RegExp(`^${STRING_LITERAL}$`);
/** A pattern's own stack overflows at some ten million characters; a longer text is parsed. */
const MAX_LENGTH = 64 * 1024;
/** To compile a pattern costs as much as it saves over so many texts. */
const HITS_BEFORE_PATTERN = 2_000;
/** From here on V8 makes a part of a string by pointing into the whole, which then stays in memory as long as the part. */
const MIN_SLICE_LENGTH = 13;
const BLANK = 0x20;

/**
 * A JSON text with one hole in it, where a string literal stood: `{"choices":[{"delta":{"content":` … `}}]}`.
 *
 * A JSON parser's result elsewhere does not depend on a string's value. So a text with the same beginning and the same end, and one
 * whole string literal between them, needs no parsing: its value is a copy of the template's with that string in the hole.
 *
 * Blanks before the last bracket mean nothing to the parser, so any number of them fits: services pad their frames there, to hide how
 * long the texts in them are.
 */
export class JsonTemplate {
  readonly #prefix: string;
  /** What follows the hole, up to the padding. */
  readonly #suffix: string;
  /** The bracket after the padding; empty where the text ends otherwise. */
  readonly #bracket: string;
  readonly #copy: Copy<string>;
  #hits = 0;
  /** The whole template as one pattern, in a long answer. */
  #pattern: RegExp | undefined;

  private constructor(prefix: string, suffix: string, bracket: string, copy: Copy<string>) {
    this.#prefix = prefix;
    this.#suffix = suffix;
    this.#bracket = bracket;
    this.#copy = copy;
  }

  /**
   * The template of which both texts are instances, if there is one: proven by a third text with a string of our own in the
   * hole, which must parse, and be equal but for that one place, where it must be that string and nothing more.
   *
   * @param value what `text` parses to
   */
  static of(text: string, value: unknown, other: string): JsonTemplate | undefined {
    const bracket = bracketOf(text);
    const body = text.slice(0, bodyEnd(text, bracket));
    const hole = findHole(body + bracket, other.slice(0, bodyEnd(other, bracket)) + bracket);
    if (!hole) return undefined;
    const prefix = body.slice(0, hole[0]);
    const suffix = body.slice(hole[1]);
    const nonce = createNonce(text);
    const probe = tryParse(`${prefix}"${nonce}"${suffix}${bracket}`);
    const holeOf = (member: unknown): Copy<string> | undefined => (member === nonce ? (filling) => filling : undefined);
    const compared = probe === undefined ? undefined : compareProbe(value, probe, holeOf, copyWith);
    return compared?.hasHole === true
      ? new JsonTemplate(copyText(prefix), copyText(suffix), bracket, compared.copy)
      : undefined;
  }

  /** What the text parses to, if it is an instance of this template; `undefined`, which no JSON parses to, if it is not. */
  read(text: string): unknown {
    if (text.length > MAX_LENGTH) return undefined;
    const body = bodyEnd(text, this.#bracket);
    if (body < 0 || !this.#fits(text, body)) return undefined;
    const start = this.#prefix.length;
    const end = body - this.#suffix.length;
    const inner = text.slice(start + 1, end - 1);
    const filling =
      (inner.length < MIN_SLICE_LENGTH ? unescapeJson(inner) : undefined) ?? tryParse(text.slice(start, end));
    return typeof filling === 'string' ? this.#copy(filling) : undefined;
  }

  /** Does the text begin and end like this template, with one whole string literal between? */
  #fits(text: string, body: number): boolean {
    if (this.#pattern) return this.#pattern.test(text);
    const start = this.#prefix.length;
    const end = body - this.#suffix.length;
    // Sliced and compared: `startsWith` and `endsWith` cost several times as much on slices of a larger text.
    if (text.slice(0, start) !== this.#prefix || text.slice(end, body) !== this.#suffix) return false;
    if (!WHOLE_LITERAL.test(text.slice(start, end))) return false;
    if (++this.#hits === HITS_BEFORE_PATTERN) {
      const padding = this.#bracket === '' ? '' : ' *';
      this.#pattern = new RegExp(
        `^${escape(this.#prefix)}${STRING_LITERAL}${escape(this.#suffix)}${padding}${escape(this.#bracket)}$`,
      );
    }
    return true;
  }
}

/** The bracket that ends a text; empty where it ends otherwise. */
function bracketOf(text: string): string {
  const last = text.slice(-1);
  return last === '}' || last === ']' ? last : '';
}

/** Where the padding before the last bracket begins; below 0 where the text does not end with it. */
function bodyEnd(text: string, bracket: string): number {
  if (bracket === '') return text.length;
  let end = text.length - 1;
  if (text[end] !== bracket) return -1;
  while (text.charCodeAt(end - 1) === BLANK) end--;
  return end;
}

/** Where in `text` the literal stands that makes it differ from `other`, quotes included. A guess, which the probe proves. */
function findHole(text: string, other: string): readonly [start: number, end: number] | undefined {
  const shorter = Math.min(text.length, other.length);
  let same = 0;
  while (same < shorter && text.charCodeAt(same) === other.charCodeAt(same)) same++;
  let sameEnd = 0;
  const rest = shorter - same;
  while (
    sameEnd < rest &&
    text.charCodeAt(text.length - 1 - sameEnd) === other.charCodeAt(other.length - 1 - sameEnd)
  ) {
    sameEnd++;
  }
  const start = text.lastIndexOf('"', same - 1);
  const end = text.indexOf('"', Math.max(text.length - sameEnd, start + 1));
  return start < 0 || end < 0 ? undefined : [start, end + 1];
}

/** Copies an object or an array; what is nested, or the hole, is made anew, and the rest are primitives. */
function copyWith(template: object, nested: readonly Nested<string>[]): Copy<string> {
  const fill = (copy: Record<string, unknown>, filling: string): unknown => {
    for (let i = 0; i < nested.length; i++) {
      const { key, copyMember } = nested[i] as Nested<string>;
      copy[key] = copyMember(filling);
    }
    return copy;
  };
  // The copy has all the template's own members, `__proto__` included, before any is set: so each assignment sets its own.
  return Array.isArray(template)
    ? (filling) => fill(template.slice() as never, filling)
    : (filling) => fill({ ...template }, filling);
}

/** A string that is not in the text. */
function createNonce(text: string): string {
  let nonce = 'nonce';
  while (text.includes(nonce)) nonce += Math.random().toString(36).slice(2);
  return nonce;
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
