/** Where something stands in a JSON value: the keys and indexes from the root on. */
export type JsonPath = readonly (string | number)[];

type Container = unknown[] | Record<string, unknown>;

/** A member of an object costs as much to copy as so many elements of an array, in V8 at the sizes that matter. */
const MEMBER_WEIGHT = 8;

/** An array or an object that is not closed. */
interface Frame {
  node: Container;
  /** The place that is written: a member's name, or how many elements are complete. */
  key: string | number;
  /** What a copy of the complete entries costs. */
  weight: number;
  /** As of which version the node belongs to us alone; it does where that is newer than the last one given. */
  version: number;
}

/**
 * A JSON value that grows at its end, and gives snapshots that never change.
 *
 * Snapshots share what is complete. What is open was given with the last snapshot, and is copied when it changes: the containers
 * from the root to the open place, each once a snapshot. So a snapshot costs what these hold, and what nobody asks for costs nothing.
 */
export class GrowingValue {
  #root: unknown;
  readonly #open: Frame[] = [];
  /** A text that grows, and whether it stands in its place as it is now. */
  #text = '';
  #isPlaced = true;
  #version = 0;
  #given = 0;
  #weight = 0;

  /** Rises with each change that shows. */
  get version(): number {
    return this.#version;
  }

  /** How many arrays and objects are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** What a copy of all that is open costs, in elements of an array. */
  get weight(): number {
    return this.#weight;
  }

  /** Is the innermost of them an array? */
  get isInArray(): boolean {
    return typeof this.#open.at(-1)?.key === 'number';
  }

  /** The place that is written. */
  get path(): JsonPath {
    return this.#open.map(({ key }) => key);
  }

  /** The value so far. The same object as before where nothing has changed; `undefined` where it has not begun. */
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

  /** Names the member that comes next. */
  setKey(key: string): void {
    const object = this.#open.at(-1);
    if (object) object.key = key;
  }

  /** Closes the innermost array or object. */
  close(): void {
    this.#weight -= this.#open.pop()?.weight ?? 0;
    this.#advance();
  }

  /** Puts a scalar in its place. */
  put(scalar: number | boolean | null): void {
    this.#version++;
    this.#place(scalar);
    this.#advance();
  }

  /** Says what the text at the open place is so far. It is put there when somebody looks. */
  grow(text: string): void {
    this.#version++;
    this.#text = text;
    this.#isPlaced = false;
  }

  /** Leaves the text as it is. */
  endText(): void {
    if (!this.#isPlaced) this.#place(this.#text);
    this.#advance();
  }

  /**
   * The complete elements of the array at a path, from an index on; none where there is no array. They do not change any more.
   */
  elementsAt(path: JsonPath, from: number): readonly unknown[] {
    const node = this.#nodeAt(path);
    if (!Array.isArray(node)) return [];
    const frame = this.#open[path.length];
    return node.slice(from, frame?.node === node ? (frame.key as number) : node.length);
  }

  /** Is there a whole array at a path? */
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

  /** The value at the open place is complete. */
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

  /** Copies the open containers that were given. Those that were not are the outer ones: to write to one is to write to its parents. */
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

  /** Puts a value in the place that is written at a depth: the root, or a place in the container around it. */
  #putInto(depth: number, value: unknown): void {
    const frame = this.#open[depth - 1];
    if (!frame) this.#root = value;
    else if (frame.key === '__proto__') defineOwn(frame.node, frame.key, value);
    else (frame.node as Record<string | number, unknown>)[frame.key] = value;
  }
}

/** Assigning `__proto__` would set the prototype, where `JSON.parse` makes a member. */
function defineOwn(node: Container, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}
