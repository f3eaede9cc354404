/** The position of a value within a JSON value: the keys and indexes from the root. */
export type JsonPath = readonly (string | number)[];

type Container = unknown[] | Record<string, unknown>;

/** The cost of copying a member of an object, in elements of an array, in V8 at the sizes that matter. */
const MEMBER_WEIGHT = 8;

/** An array or an object that is not closed yet. */
interface Frame {
  node: Container;
  /** The position being written: a member's name, or the number of complete elements. */
  key: string | number;
  /** The cost of copying the complete entries. */
  weight: number;
  /** The version at which the node was created. If it is newer than the last version handed out, nobody else holds the node. */
  version: number;
}

/**
 * A JSON value that grows at its end, and provides immutable snapshots.
 *
 * Snapshots share the complete parts. The open containers, from the root to the open position, belong to the last snapshot, and are
 * copied when they change, once per snapshot. So a snapshot costs as much as these containers hold, and a value that is not read costs
 * nothing.
 */
export class GrowingValue {
  #root: unknown;
  readonly #open: Frame[] = [];
  /** A string that grows, and whether its current text has been stored in its position. */
  #text = '';
  #isPlaced = true;
  #version = 0;
  #given = 0;
  #weight = 0;

  /** Incremented by each visible change. */
  get version(): number {
    return this.#version;
  }

  /** The number of open arrays and objects. */
  get depth(): number {
    return this.#open.length;
  }

  /** The cost of copying all open containers, in elements of an array. */
  get weight(): number {
    return this.#weight;
  }

  /** Whether the innermost open container is an array. */
  get isInArray(): boolean {
    return typeof this.#open.at(-1)?.key === 'number';
  }

  /** The position being written. */
  get path(): JsonPath {
    return this.#open.map(({ key }) => key);
  }

  /** The value so far. The same object as before if nothing has changed; `undefined` if it has not begun. */
  get value(): unknown {
    if (!this.#isPlaced) this.#place(this.#text);
    this.#given = this.#version;
    return this.#root;
  }

  openArray(): void {
    this.#push([], 0);
  }

  openObject(): void {
    this.#push({}, '');
  }

  /** Sets the name of the next member. */
  setKey(key: string): void {
    const object = this.#open.at(-1);
    if (object) object.key = key;
  }

  /** Closes the innermost array or object. */
  close(): void {
    this.#weight -= this.#open.pop()?.weight ?? 0;
    this.#advance();
  }

  /** Stores a scalar at the current position. */
  put(scalar: number | boolean | null): void {
    this.#version++;
    this.#place(scalar);
    this.#advance();
  }

  /** Sets the current text of the string at the open position. It is stored when the value is read. */
  grow(text: string): void {
    this.#version++;
    this.#text = text;
    this.#isPlaced = false;
  }

  /** Ends the string, with its current text. */
  endText(): void {
    if (!this.#isPlaced) this.#place(this.#text);
    this.#advance();
  }

  /**
   * The complete elements of the array at a path, from an index on; empty if there is no array. They no longer change.
   */
  elementsAt(path: JsonPath, from: number): readonly unknown[] {
    const node = this.#nodeAt(path);
    if (!Array.isArray(node)) return [];
    const frame = this.#open[path.length];
    return node.slice(from, frame?.node === node ? (frame.key as number) : node.length);
  }

  /** Whether there is a complete array at a path. */
  isArrayClosed(path: JsonPath): boolean {
    const node = this.#nodeAt(path);
    return Array.isArray(node) && this.#open[path.length]?.node !== node;
  }

  #nodeAt(path: JsonPath): unknown {
    let node = this.#root;
    for (const key of path) {
      if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
      node = (node as Record<string | number, unknown>)[key];
    }
    return node;
  }

  #push(node: Container, key: string | number): void {
    this.#version++;
    this.#place(node);
    this.#open.push({ node, key, weight: 0, version: this.#version });
  }

  /** Moves on after the value at the open position is complete. */
  #advance(): void {
    const frame = this.#open.at(-1);
    if (!frame) return;
    const weight = typeof frame.key === 'number' ? 1 : MEMBER_WEIGHT;
    if (typeof frame.key === 'number') frame.key++;
    frame.weight += weight;
    this.#weight += weight;
  }

  #place(value: unknown): void {
    this.#isPlaced = true;
    this.#copyGiven();
    this.#putInto(this.#open.length, value);
  }

  /**
   * Copies the open containers that were handed out. Those that were not are the innermost ones, since writing to a container also writes
   * to its parents.
   */
  #copyGiven(): void {
    let depth = this.#open.length;
    while (depth > 0 && (this.#open[depth - 1] as Frame).version <= this.#given) depth--;
    for (; depth < this.#open.length; depth++) {
      const frame = this.#open[depth] as Frame;
      frame.node = Array.isArray(frame.node) ? frame.node.slice() : { ...frame.node };
      frame.version = this.#version;
      this.#putInto(depth, frame.node);
    }
  }

  /** Stores a value at the position being written at a depth: the root, or a position in the enclosing container. */
  #putInto(depth: number, value: unknown): void {
    const frame = this.#open[depth - 1];
    if (!frame) this.#root = value;
    else if (frame.key === '__proto__') defineOwn(frame.node, frame.key, value);
    else (frame.node as Record<string | number, unknown>)[frame.key] = value;
  }
}

/** Assigning `__proto__` would set the prototype, whereas `JSON.parse` creates a member. */
function defineOwn(node: Container, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}
