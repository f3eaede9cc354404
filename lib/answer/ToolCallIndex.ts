/** Which tool call of one choice a piece belongs to: by its index, else by its id, else to the last one opened. */
export class ToolCallIndex {
  readonly #calls = new Map<number, Call>();
  readonly #indexById = new Map<string, number>();
  #lastOpened = -1;
  #highest = -1;

  /** The piece's index, and what it says of its call that was not known: servers exist that repeat id and name in each piece. */
  place(piece: PieceOfCall): { index: number; id?: string; name?: string } {
    const index = piece.index ?? this.#find(piece);
    const known = this.#calls.get(index) ?? this.#open(index);
    const placed: { index: number; id?: string; name?: string } = { index };
    if (piece.id && piece.id !== known.id) {
      placed.id = known.id = piece.id;
      this.#indexById.set(piece.id, index);
    }
    if (piece.name && piece.name !== known.name) placed.name = known.name = piece.name;
    return placed;
  }

  #open(index: number): Call {
    const call = { id: undefined, name: undefined };
    this.#calls.set(index, call);
    this.#lastOpened = index;
    this.#highest = Math.max(this.#highest, index);
    return call;
  }

  #find({ id, name }: PieceOfCall): number {
    if (id) return this.#indexById.get(id) ?? this.#next();
    const last = this.#calls.get(this.#lastOpened);
    // A call that has its name does not get another one: a new name opens a new call.
    return last && (!name || !last.name || name === last.name) ? this.#lastOpened : this.#next();
  }

  #next(): number {
    return this.#highest + 1;
  }
}

interface Call {
  id: string | undefined;
  name: string | undefined;
}

interface PieceOfCall {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}
