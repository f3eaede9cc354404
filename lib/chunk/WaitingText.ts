import { lastGraphemeAt } from './lastGraphemeAt.ts';
import type { UnitEnds } from './unitEndsOf.ts';

/** Engines copy a text for each segment that they find in it, so a long one would use up the memory. */
const MAX_WINDOW = 256;
/** A text in which no unit ends is held back up to this length. */
const MAX_TAIL = 64;

/** Text that arrived at one time. */
interface Arrival {
  readonly at: number;
  /** The total length up to and including it. */
  readonly end: number;
}

/** Text of one choice that has arrived and was not emitted. It is released in complete units, according to how long it has waited. */
export class WaitingText {
  readonly #unitEnds: UnitEnds;
  #text = '';
  /** How much was released. */
  #taken = 0;
  #arrivals: Arrival[] = [];

  constructor(unitEnds: UnitEnds) {
    this.#unitEnds = unitEnds;
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** @param at now, in milliseconds */
  add(text: string, at: number): void {
    this.#text += text;
    this.#arrivals.push({ at, end: this.#taken + this.#text.length });
  }

  /**
   * How much has to be released now, so that all that arrived at one time is released `lagMs` later, at an even pace.
   *
   * @param elapsedMs the time since the last release
   */
  due(now: number, elapsedMs: number, lagMs: number): number {
    let due = 0;
    for (const { at, end } of this.#arrivals) {
      const leftMs = at + lagMs - now;
      const share = leftMs <= 0 ? 1 : elapsedMs / (leftMs + elapsedMs);
      due = Math.max(due, Math.ceil((end - this.#taken) * share));
    }
    return due;
  }

  /**
   * Takes complete units: at least one if there is one, and until the due length is reached.
   *
   * @param isLast whether no more text follows, so that the rest is complete
   */
  take(due: number, isLast = false): string {
    let length = 0;
    let added: number;
    do {
      added = this.#unitsAt(length, due - length, isLast);
      length += added;
    } while (added > 0 && length < due);
    return this.#cut(length);
  }

  takeAll(): string {
    return this.#cut(this.#text.length);
  }

  /** The length of the units from an offset on, until the due length is reached, or until one does not fit into the window completely. */
  #unitsAt(from: number, due: number, isLast: boolean): number {
    const text = this.#text.slice(from, from + MAX_WINDOW);
    const window = wholePairs(text);
    let length = 0;
    for (const end of this.#unitEnds(window)) {
      length = end;
      if (length >= due) break;
    }
    if (length > 0) return length;
    if (isLast && from + text.length === this.#text.length) return text.length;
    return window.length > MAX_TAIL ? tailLength(window, text.length === MAX_WINDOW) : 0;
  }

  #cut(length: number): string {
    const text = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#taken += length;
    this.#arrivals = this.#arrivals.filter(({ end }) => end > this.#taken);
    return text;
  }
}

/** Without half a surrogate pair at the end. */
const wholePairs = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');

/** How much of a long tail may be released: not its last character, which may be incomplete, unless there is no room for more. */
function tailLength(window: string, isFull: boolean): number {
  const length = lastGraphemeAt(window);
  return length === 0 && isFull ? window.length : length;
}
