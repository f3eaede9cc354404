import type { JsonObject } from '../../request/JsonObject.ts';

/** What a piece of an item is: of a message, or of a reasoning item. */
export type PieceKind = 'text' | 'refusal' | 'summary' | 'reasoning';

/** A call of one of the caller's tools. */
interface Call {
  /** Which call of the answer, from 0. */
  readonly index: number;
  hasArguments: boolean;
}

/** What the service does on its own. */
interface Activity {
  readonly id: string;
  readonly name: string;
  isOver: boolean;
}

/** What was told of one output item. The same text comes up to four times: as deltas, and whole with its part, its item and the response. */
export class OutputItem {
  readonly type: string;
  /** Where it stands among the items. */
  readonly index: number;
  /** How many appeared before it. */
  readonly number: number;
  /** Its own id, which may change. */
  id = '';
  /** The id that the result of a call names. */
  callId = '';
  /** Did it come whole? */
  isWhole = false;
  call: Call | undefined;
  activity: Activity | undefined;
  /** The whole item, until it is given as a block. */
  block: JsonObject | undefined;
  /** The parts of which something was said. */
  readonly #said = new Set<string>();
  /** The kinds of which deltas came since a part of that kind last ended. */
  readonly #growing = new Set<PieceKind>();

  constructor(type: string, index: number, number: number) {
    this.type = type;
    this.index = index;
    this.number = number;
  }

  /** A delta came. */
  grow(kind: PieceKind, part: number): void {
    this.#said.add(`${kind}/${part}`).add(kind);
    this.#growing.add(kind);
  }

  /**
   * A part came whole: is it still to be said? Not where deltas said it; servers exist that give each delta a part number of its own.
   *
   * @param isOnly is it the item's only part of its kind?
   */
  needs(kind: PieceKind, part: number, isOnly: boolean): boolean {
    const wasSaid = this.#said.has(`${kind}/${part}`) || (isOnly && this.#said.has(kind));
    return !wasSaid && !this.#growing.has(kind);
  }

  /** A part of this kind has ended. */
  end(kind: PieceKind): void {
    this.#growing.delete(kind);
  }
}
