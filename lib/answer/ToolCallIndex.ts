/** What a piece says about the call that it belongs to. */
interface PieceOfCall {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** A call of one choice, with what is known of it. */
interface Call {
  readonly index: number;
  id: string | undefined;
  name: string | undefined;
  arguments: string;
}

/** A piece in its place: what it says of its call that was not known, since servers exist that repeat id and name in each piece. */
interface PlacedPiece {
  index: number;
  id?: string;
  name?: string;
}

/** Which tool call of one choice a piece belongs to: by its index, else by its id, else to the last one opened. */
export class ToolCallIndex {
  readonly #byIndex = new Map<number, Call>();
  /** By the server's number, which some give to every call alike. */
  readonly #byServersIndex = new Map<number, Call>();
  readonly #byId = new Map<string, Call>();
  #lastOpened: Call | undefined;
  #highest = -1;

  place(piece: PieceOfCall, text: string): PlacedPiece {
    const { id, name } = piece;
    const call = this.#find(piece);
    const placed: PlacedPiece = { index: call.index };
    if (id && id !== call.id) {
      placed.id = call.id = id;
      this.#byId.set(id, call);
    }
    if (name && name !== call.name) placed.name = call.name = name;
    call.arguments += text;
    return placed;
  }

  #find(piece: PieceOfCall): Call {
    const { index, id, name } = piece;
    if (index !== undefined) return this.#findByIndex(index, piece);
    if (id) return this.#byId.get(id) ?? this.#open(this.#highest + 1);
    const last = this.#lastOpened;
    // A call that has its name does not get another one: a new name opens a new call.
    return last && (!name || !last.name || name === last.name) ? last : this.#open(this.#highest + 1);
  }

  #findByIndex(index: number, { id, name }: PieceOfCall): Call {
    const known = this.#byServersIndex.get(index);
    const isAnother = known !== undefined && id && name && known.id !== undefined && id !== known.id;
    if (known && !(isAnother && isWholeJson(known.arguments))) return known;
    const call =
      (id ? this.#byId.get(id) : undefined) ?? this.#open(this.#byIndex.has(index) ? this.#highest + 1 : index);
    this.#byServersIndex.set(index, call);
    return call;
  }

  #open(index: number): Call {
    const call = { index, id: undefined, name: undefined, arguments: '' };
    this.#byIndex.set(index, call);
    this.#lastOpened = call;
    this.#highest = Math.max(this.#highest, index);
    return call;
  }
}

/** Nothing belongs to a call whose arguments are whole. */
function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
