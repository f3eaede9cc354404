import { joinArguments } from '../chunk/joinArguments.ts';
import { tryParse } from '../framing/json/tryParse.ts';

/** Longer arguments are not checked for completeness: parsing them for every piece would cost too much. */
const MAX_JUDGED = 64 * 1024;

/** What a piece says about the call that it belongs to. */
interface PieceOfCall {
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** A call of one choice, with what is known about it. */
interface Call {
  readonly index: number;
  id: string | undefined;
  name: string | undefined;
  arguments: string;
  /** Whether the server has numbered it. */
  isNumbered: boolean;
}

/** A piece with the index of its call, and what it says about the call that is new: some servers repeat id and name in each piece. */
interface PlacedPiece {
  index: number;
  id?: string;
  name?: string;
  /** The part of the text that is new. */
  readonly arguments: string;
}

/** Finds the tool call that a piece belongs to: by its index, else by its id, else the call that was opened last. */
export class ToolCallIndex {
  readonly #byIndex = new Map<number, Call>();
  /** By the server's number. Some servers give every call the same one, and some number a call only from its second piece on. */
  readonly #byServersIndex = new Map<number, Call>();
  readonly #byId = new Map<string, Call>();
  #lastOpened: Call | undefined;
  #highest = -1;

  place(said: PieceOfCall, text: string): PlacedPiece {
    const piece = isPlaceholder(said.id) ? { index: said.index, name: said.name } : said;
    const { id, name } = piece;
    const call = this.#find(piece, text);
    const placed: Omit<PlacedPiece, 'arguments'> = { index: call.index };
    if (id && id !== call.id) {
      placed.id = call.id = id;
      this.#byId.set(id, call);
    }
    if (name && name !== call.name) placed.name = call.name = nameWith(call, piece, text);
    const added = newPart(call.arguments, text);
    call.arguments = joinArguments(call.arguments, added);
    return { ...placed, arguments: added };
  }

  #find(piece: PieceOfCall, text: string): Call {
    const { index, id, name } = piece;
    if (index !== undefined) return this.#findByIndex(index, piece, text);
    if (id) return this.#findById(piece, text) ?? this.#open(this.#highest + 1);
    const last = this.#lastOpened;
    // A call that has a name does not get another one: a new name opens a new call.
    const goesOn = last && (!name || !last.name || name === last.name) && !opensAnother(last, piece, text);
    return goesOn ? last : this.#open(this.#highest + 1);
  }

  #findByIndex(index: number, piece: PieceOfCall, text: string): Call {
    const { id, name } = piece;
    const inPlace = this.#byIndex.get(index);
    // A piece that names no call opens none: servers exist that number a call from its second piece on.
    const mayBeInPlace = inPlace?.isNumbered === false || (!id && !name);
    const known = this.#byServersIndex.get(index) ?? (mayBeInPlace ? inPlace : undefined);
    const goesOn = known && !opensAnother(known, piece, text) ? known : undefined;
    const call = goesOn ?? this.#findById(piece, text) ?? this.#open(inPlace ? this.#highest + 1 : index);
    call.isNumbered = true;
    this.#byServersIndex.set(index, call);
    return call;
  }

  /** An id that comes again with another name, or with more arguments for a whole call, is one that a server gave twice. */
  #findById({ id, name }: PieceOfCall, text: string): Call | undefined {
    const call = id ? this.#byId.get(id) : undefined;
    if (!call || !name || !call.name) return call;
    const isTwice = name !== call.name || (text.trim() !== '' && isWholeObject(call.arguments));
    return isTwice ? undefined : call;
  }

  #open(index: number): Call {
    const call = { index, id: undefined, name: undefined, arguments: '', isNumbered: false };
    this.#byIndex.set(index, call);
    this.#lastOpened = call;
    this.#highest = Math.max(this.#highest, index);
    return call;
  }
}

/**
 * Whether a piece with the number of a known call opens another one. It does if it has a name, and either the name differs, or the
 * arguments of the known call are complete. An id that changes in the middle of the arguments does not open a call. Where no ids tell, the
 * complete arguments have to be an object that more text would break.
 */
function opensAnother(call: Call, { id, name }: PieceOfCall, text: string): boolean {
  if (!name) return false;
  const isOther = call.name !== undefined && call.name !== name;
  if (id && call.id !== undefined) {
    return isOther || (call.id === id ? breaksWhole(call.arguments, text) : isWholeJson(call.arguments));
  }
  const hasMore = !id && call.id === undefined && text.trim() !== '';
  return (isOther || hasMore) && isWholeObject(call.arguments);
}

/** Whether a text is neither a repetition of complete arguments nor a part of them. */
const breaksWhole = (known: string, text: string): boolean =>
  known !== '{}' && /^\s*\{/.test(text) && !text.startsWith(known) && isWholeObject(known) && !isSame(known, text);

/** Whether two texts are the same JSON. */
const isSame = (known: string, text: string): boolean =>
  JSON.stringify(tryParse(known)) === JSON.stringify(tryParse(text) ?? null);

/** Some servers write the word of their language for nothing in place of an id. */
const isPlaceholder = (id: string | undefined): boolean => id === 'null' || id === 'None' || id === 'undefined';

/** The name of a call with another piece of it: a few servers send a name in pieces, before the arguments and without the id. */
const nameWith = (call: Call, { id, name = '' }: PieceOfCall, text: string): string =>
  !call.name || id || text || call.arguments || name.startsWith(call.name) ? name : call.name + name;

/**
 * What a text adds to the arguments of a call. Some servers repeat the arguments so far in each piece, and some repeat all of them at the
 * end, as they are or as a JSON string. Only an object's beginning that its own repetition would break shows it.
 */
function newPart(known: string, text: string): string {
  if (known === '' || text.length < known.length) return text;
  if (text.startsWith('"{') && tryParse(text) === known) return '';
  if (text.startsWith('{') && isWholeObject(known) && isSame(known, text)) return '';
  const isRepeated = /^\{\s*["}]/.test(text) && !':[,'.includes(known.trimEnd().slice(-1)) && text.startsWith(known);
  return isRepeated ? text.slice(known.length) : text;
}

const isWholeObject = (text: string): boolean => text.startsWith('{') && isWholeJson(text);

const isWholeJson = (text: string): boolean => text.length <= MAX_JUDGED && tryParse(text) !== undefined;
