import { JsonTemplate } from './JsonTemplate.ts';

/** Learning costs as much as parsing about twenty texts, so it does not begin with the first texts of an answer. */
const LEARN_AFTER = 8;
/** Longer texts are not learned from, so that what is remembered stays small. */
const MAX_LENGTH = 4096;
const MAX_TEMPLATES = 4;
/** How many texts a new one is compared with: two, so that two alternating kinds are recognized. */
const MAX_RECENT = 2;
/** How often a reader tries to learn: texts that all differ must not cost more than parsing them. */
const MAX_TRIALS = 16;

/**
 * A `JSON.parse` for the texts of one answer, which mostly differ in a few strings and numbers: it learns what they have in common, and
 * parses only the texts that do not fit. It returns the same results as `JSON.parse`, fresh each time, and throws the same exceptions.
 */
export class JsonReader {
  readonly #learnAfter: number;
  readonly #templates: JsonTemplate[] = [];
  readonly #recent: string[] = [];
  #parsed = 0;
  #trials = 0;

  /** @param learnAfter how many texts to parse before learning begins */
  constructor(learnAfter: number = LEARN_AFTER) {
    this.#learnAfter = learnAfter;
  }

  parse(text: string): unknown {
    for (const template of this.#templates) {
      const known = template.read(text);
      if (known !== undefined) return known;
    }
    const value: unknown = JSON.parse(text);
    this.#learn(text, value);
    return value;
  }

  #learn(text: string, value: unknown): void {
    if (this.#parsed++ < this.#learnAfter || this.#trials === MAX_TRIALS || text.length > MAX_LENGTH) return;
    const recent = this.#recent;
    if (recent.length > 0) this.#trials++;
    if (this.#trials === MAX_TRIALS || recent.some((other) => this.#keep(JsonTemplate.of(text, value, other)))) {
      recent.length = 0;
      return;
    }
    recent.unshift(text);
    if (recent.length > MAX_RECENT) recent.pop();
  }

  /** The most recently learned template is tried first. */
  #keep(learned: JsonTemplate | undefined): boolean {
    if (learned === undefined) return false;
    this.#templates.unshift(learned);
    if (this.#templates.length > MAX_TEMPLATES) this.#templates.pop();
    return true;
  }
}
