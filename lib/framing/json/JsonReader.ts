import { JsonForm } from './JsonForm.ts';
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
 * A `JSON.parse` for the texts of one answer, which mostly differ in a few strings and numbers: it learns what they have in common, and parses
 * only what does not fit. Its results are those of `JSON.parse`, fresh each time, and so are its exceptions.
 */
export class JsonReader {
  readonly #learnAfter: number;
  readonly #templates: JsonTemplate[] = [];
  readonly #forms: JsonForm[] = [];
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
    for (const form of this.#forms) {
      const known = form.read(text);
      if (known !== undefined) return known;
    }
    const value: unknown = JSON.parse(text);
    this.#learn(text, value);
    return value;
  }

  #learn(text: string, value: unknown): void {
    if (this.#parsed++ < this.#learnAfter || this.#patience === 0 || text.length > MAX_LENGTH) return;
    const recent = this.#recent;
    if (this.#learnTemplate(text, value) || this.#learnForm(text, value)) {
      recent.length = 0;
      return;
    }
    if (recent.length > 0 && --this.#patience === 0) {
      recent.length = 0;
      return;
    }
    recent.unshift(text);
    if (recent.length > MAX_RECENT) recent.pop();
  }

  #learnTemplate(text: string, value: unknown): boolean {
    return this.#recent.some((other) => keep(this.#templates, JsonTemplate.of(text, value, other)));
  }

  /** Where neither of two texts before gives a template: those of two alternating choices do, and are read faster by them. */
  #learnForm(text: string, value: unknown): boolean {
    const [last, ...others] = this.#recent;
    return last !== undefined && others.length > 0 && keep(this.#forms, JsonForm.of(text, value, last));
  }
}

/** The last that was learned is tried first. */
function keep<T>(known: T[], learned: T | undefined): boolean {
  if (learned === undefined) return false;
  known.unshift(learned);
  if (known.length > MAX_TEMPLATES) known.pop();
  return true;
}
