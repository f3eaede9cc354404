import { JsonTemplate } from './JsonTemplate.ts';

/** To learn costs what some twenty texts cost, so a short answer, and the first text of any, come without it. */
const LEARN_AFTER = 64;
/** A longer text is not learned from: what is remembered stays small. */
const MAX_LENGTH = 4096;
const MAX_TEMPLATES = 4;
/** Texts to compare a new one with; two, so that two alternating choices are told apart. */
const MAX_RECENT = 2;
/** After so many texts that taught nothing, learning stops: texts that all differ must not cost more than parsing them. */
const PATIENCE = 16;

/**
 * A `JSON.parse` for the texts of one answer, which mostly differ in one string: it learns what they have in common, and parses
 * only what does not fit. Its results are those of `JSON.parse`, fresh each time, and so are its exceptions.
 */
export class JsonReader {
  readonly #learnAfter: number;
  readonly #templates: JsonTemplate[] = [];
  readonly #recent: string[] = [];
  #patience = PATIENCE;
  #parsed = 0;

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
    if (this.#parsed++ < this.#learnAfter || this.#patience === 0 || text.length > MAX_LENGTH) return;
    const recent = this.#recent;
    for (const other of recent) {
      const template = JsonTemplate.of(text, value, other);
      if (template) {
        this.#templates.unshift(template);
        if (this.#templates.length > MAX_TEMPLATES) this.#templates.pop();
        recent.length = 0;
        return;
      }
    }
    if (recent.length > 0 && --this.#patience === 0) {
      recent.length = 0;
      return;
    }
    recent.unshift(text);
    if (recent.length > MAX_RECENT) recent.pop();
  }
}
