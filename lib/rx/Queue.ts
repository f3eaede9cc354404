/** A power of two, and so is each size that doubling makes of it: places then wrap around by a mask. */
const FIRST_SLOTS = 4;

/**
 * First in, first out. An entry costs the same however many wait, which `Array.shift()` does not promise: from some 16,000 entries
 * on, V8 moves all the others for each that is taken.
 */
export class Queue<T> {
  /** A ring: entries stand from `#first` on, and go on at its beginning. */
  #slots: (T | undefined)[] = emptySlots(FIRST_SLOTS);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(entry: T): void {
    if (this.#size === this.#slots.length) this.#grow();
    this.#slots[(this.#first + this.#size) & (this.#slots.length - 1)] = entry;
    this.#size++;
  }

  /** The oldest entry; `undefined` where none waits. */
  take(): T | undefined {
    if (this.#size === 0) return undefined;
    const entry = this.#slots[this.#first];
    this.#slots[this.#first] = undefined;
    this.#first = (this.#first + 1) & (this.#slots.length - 1);
    this.#size--;
    return entry;
  }

  clear(): void {
    this.#slots = emptySlots(FIRST_SLOTS);
    this.#first = 0;
    this.#size = 0;
  }

  #grow(): void {
    const entries = [...this.#slots.slice(this.#first), ...this.#slots.slice(0, this.#first)];
    this.#slots = [...entries, ...emptySlots(entries.length)];
    this.#first = 0;
  }
}

const emptySlots = (count: number): undefined[] => Array.from({ length: count }, () => undefined);
