import type { JsonObject } from '../../request/JsonObject.ts';

/** The kind of a piece of an item: of a message, or of a reasoning item. */
export type PieceKind = 'text' | 'refusal' | 'summary' | 'reasoning';

/** A call of one of the caller's tools. */
interface Call {
  /** The index of the call in the answer, from 0. */
  readonly index: number;
  hasArguments: boolean;
}

/** An activity of the service. */
interface Activity {
  readonly id: string;
  readonly name: string;
  isOver: boolean;
}

/**
 * What has been emitted of one output item. The same text arrives up to four times: in deltas, and complete with its part, its item and
 * the response.
 */
export class OutputItem {
  readonly type: string;
  /** Its position among the items. */
  readonly index: number;
  /** The number of items that appeared before it. */
  readonly number: number;
  /** Its own id, which may change. */
  id = '';
  /** The id that the result of a call refers to. */
  callId = '';
  /** Whether the complete item has arrived. */
  isWhole = false;
  call: Call | undefined;
  activity: Activity | undefined;
  /** The complete item, until it is emitted as a block. */
  block: JsonObject | undefined;
  /** The parts of which something has been emitted. */
  readonly #said = new Set<string>();
  /** The kinds with deltas since a part of that kind last ended. */
  readonly #growing = new Set<PieceKind>();

  constructor(type: string, index: number, number: number) {
    this.type = type;
    this.index = index;
    this.number = number;
  }

  /** Records that a delta has arrived. */
  grow(kind: PieceKind, part: number): void {
    this.#said.add(`${kind}/${part}`).add(kind);
    this.#growing.add(kind);
  }

  /**
   * Whether the text of a complete part still has to be emitted. Not if deltas contained it; some servers give each delta a part number
   * of its own.
   *
   * @param isOnly whether it is the item's only part of its kind
   */
  needs(kind: PieceKind, part: number, isOnly: boolean): boolean {
    const wasSaid = this.#said.has(`${kind}/${part}`) || (isOnly && this.#said.has(kind));
    return !wasSaid && !this.#growing.has(kind);
  }

  /** Records that a part of this kind has ended. */
  end(kind: PieceKind): void {
    this.#growing.delete(kind);
  }
}
