/** A power of two, and it stays one when it doubles, so that positions wrap around by a mask. */
const FIRST_SLOTS = 4;

/**
 * A first-in, first-out queue. The cost of an entry does not depend on the length of the queue, unlike that of `Array.shift()`: from
 * about 16,000 entries on, V8 moves all the others for each one that is taken.
 */
export class Queue<T> {
  /** A ring buffer: the entries start at `#first` and wrap around at the end. */
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

  /** The oldest entry; `undefined` if the queue is empty. */
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
