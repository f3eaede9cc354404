import type { ContentBlock } from './ContentBlock.ts';

/** The maximum number of open blocks; a server that never closes a block must not fill the memory. */
const MAX_OPEN = 256;

/** The incomplete blocks of an answer, by index. */
export class OpenBlocks {
  readonly #byIndex = new Map<number, ContentBlock>();
  /** The block of the last frame: nearly all pieces of a block arrive consecutively. */
  #current: ContentBlock | undefined;
  #highest = -1;

  /** The block that a frame is about. Servers that do not number their blocks send them one after the other. */
  at(index: unknown): ContentBlock | undefined {
    const current = this.#current;
    if (current !== undefined && current.index === index) return current;
    const number = toIndex(index);
    if (number === undefined) return current;
    const block = this.#byIndex.get(number);
    if (block) this.#current = block;
    return block;
  }

  /** The index of a block that begins. */
  numberOf(index: unknown): number {
    return toIndex(index) ?? this.#highest + 1;
  }

  /** The first block, if there are so many that it has to be closed before another one is opened. */
  get excess(): ContentBlock | undefined {
    const [first] = this.#byIndex.values();
    return this.#byIndex.size < MAX_OPEN ? undefined : first;
  }

  add(block: ContentBlock): ContentBlock {
    this.#byIndex.set(block.index, block);
    this.#highest = Math.max(this.#highest, block.index);
    this.#current = block;
    return block;
  }

  delete(block: ContentBlock): void {
    this.#byIndex.delete(block.index);
    if (this.#current === block) this.#current = this.all.at(-1);
  }

  /** In the order in which they were opened. */
  get all(): readonly ContentBlock[] {
    return [...this.#byIndex.values()];
  }
}

/** A number may be given as a string. */
function toIndex(value: unknown): number | undefined {
  const index = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}
