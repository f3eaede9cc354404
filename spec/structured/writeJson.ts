/** A JSON document to write. `members` keeps the order of an object's keys, and keys that come twice. */
export type Document =
  | string
  | number
  | boolean
  | null
  | { readonly elements: readonly Document[] }
  | { readonly members: readonly (readonly [key: string, value: Document])[] };

/** One code unit of a written document, and what is certain of the value once it has come. */
export interface Step {
  readonly unit: string;
  readonly certain: unknown;
}

export interface WrittenDocument {
  readonly text: string;
  readonly steps: readonly Step[];
  /** The whole value. More than the last step is certain of where that is the last digit of a number. */
  readonly value: unknown;
}

/** Makes of a part of a value the document that has this part in its place. */
type Show<T = unknown> = (part: T) => unknown;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '\\/'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
const HALF_PAIR_AT_END = /[\ud800-\udbff]$/;

/**
 * Writes a document in one of its many spellings: white space, escapes and exponents are as the seed has it. It knows at each code
 * unit what a reader can know, since it is the one who writes; a document in an object of ours is written, not parsed.
 */
export function writeJson(document: Document, seed: number): WrittenDocument {
  const writer = new JsonWriter(seed);
  writer.write(document, (part) => part);
  return { text: writer.steps.map(({ unit }) => unit).join(''), steps: writer.steps, value: valueOf(document) };
}

class JsonWriter {
  readonly steps: Step[] = [];
  #certain: unknown;
  /** What is certain with the next code unit: a number, which does not tell its last digit. */
  #next: { readonly certain: unknown } | undefined;
  #random: number;

  constructor(seed: number) {
    this.#random = seed;
  }

  write(document: Document, show: Show): void {
    this.#putBlanks();
    if (typeof document === 'string') this.#writeString(document, show);
    else if (typeof document === 'number') this.#writeNumber(document, show);
    else if (typeof document === 'boolean' || document === null) this.#put(String(document), () => show(document));
    else if ('elements' in document) this.#writeArray(document.elements, show);
    else this.#writeObject(document.members, show);
    this.#putBlanks();
  }

  #writeString(text: string, show: Show<string>): void {
    this.#put('"', () => show(''));
    let part = '';
    for (const unit of text.split('')) {
      part += unit;
      const shown = part.replace(HALF_PAIR_AT_END, '');
      this.#put(this.#spellUnit(unit), () => show(shown));
    }
    this.#put('"', () => show(text));
  }

  #writeNumber(number: number, show: Show): void {
    this.#put(this.#spellNumber(number));
    this.#next = { certain: show(number) };
  }

  #writeArray(elements: readonly Document[], show: Show): void {
    const whole: unknown[] = [];
    this.#put('[', () => show([]));
    for (const [i, element] of elements.entries()) {
      if (i > 0) this.#put(',');
      this.write(element, (part) => show([...whole, part]));
      whole.push(valueOf(element));
    }
    this.#putBlanks();
    this.#put(']');
  }

  #writeObject(members: readonly (readonly [key: string, value: Document])[], show: Show): void {
    const whole: [string, unknown][] = [];
    this.#put('{', () => show({}));
    for (const [i, [key, value]] of members.entries()) {
      if (i > 0) this.#put(',');
      this.#putBlanks();
      this.#put(
        `"${key
          .split('')
          .map((unit) => this.#spellUnit(unit))
          .join('')}"`,
      );
      this.#putBlanks();
      this.#put(':');
      this.write(value, (part) => show(Object.fromEntries([...whole, [key, part]])));
      whole.push([key, valueOf(value)]);
    }
    this.#putBlanks();
    this.#put('}');
  }

  #putBlanks(): void {
    this.#put(' \n\t\r '.slice(0, Math.max(0, this.#below(9) - 4)));
  }

  /** Writes code units, the last of which may make something certain. */
  #put(units: string, certain?: () => unknown): void {
    for (let i = 0; i < units.length; i++) {
      if (this.#next) this.#certain = this.#next.certain;
      this.#next = undefined;
      if (certain && i === units.length - 1) this.#certain = certain();
      this.steps.push({ unit: units.charAt(i), certain: this.#certain });
    }
  }

  #spellUnit(unit: string): string {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
    const long = `\\u${this.#below(2) === 0 ? digits : digits.toUpperCase()}`;
    if (this.#below(4) === 0) return long;
    const short = SHORT_ESCAPES.get(unit);
    if (short !== undefined) return unit === '/' && this.#below(2) === 0 ? unit : short;
    return unit < ' ' ? long : unit;
  }

  #spellNumber(number: number): string {
    const isMinusZero = Object.is(number, -0);
    if (this.#below(3) > 0) return isMinusZero ? '-0' : JSON.stringify(number);
    const exponent = isMinusZero ? '-0e0' : number.toExponential();
    return this.#below(2) === 0 ? exponent : exponent.toUpperCase();
  }

  /** Numerical Recipes' linear congruential generator. */
  #below(limit: number): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#random / 2 ** 32) * limit);
  }
}

function valueOf(document: Document): unknown {
  if (typeof document !== 'object' || document === null) return document;
  if ('elements' in document) return document.elements.map(valueOf);
  return Object.fromEntries(document.members.map(([key, value]) => [key, valueOf(value)]));
}
