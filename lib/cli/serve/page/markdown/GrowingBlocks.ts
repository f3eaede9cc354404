import type { Block } from './Block.ts';
import { LINE_END, toBlocks } from './toBlocks.ts';

/** The last line may still become part of the block before: `2` may become `2.`, and so the next item of a list. */
const OPEN_BLOCKS = 2;

/** The blocks of a text that has grown. */
export interface Growth {
  /** How many blocks at the beginning have not changed. */
  readonly settled: number;
  /** The blocks after those. */
  readonly open: readonly Block[];
}

/** Reads a text that grows at its end, each time from where it may have changed, so that a long answer costs no more for each word. */
export class GrowingBlocks {
  #text = '';
  #settled = 0;
  /** Where the blocks begin that may still change. */
  #from = 0;

  /** @param text the complete text; if it does not begin with what was read before, it is read from the beginning */
  read(text: string): Growth {
    if (!text.startsWith(this.#text)) {
      this.#settled = 0;
      this.#from = 0;
    }
    this.#text = text;
    const rest = text.slice(this.#from);
    const open = toBlocks(rest);
    const growth = { settled: this.#settled, open };
    const first = open.at(-OPEN_BLOCKS);
    if (first === undefined) return growth;
    this.#settled += open.length - OPEN_BLOCKS;
    this.#from += offsetOf(first.line, rest);
    return growth;
  }
}

function offsetOf(line: number, text: string): number {
  const ends = new RegExp(LINE_END, 'g');
  for (let i = 0; i < line; i++) ends.exec(text);
  return ends.lastIndex;
}
