import type { Block } from './Block.ts';
import { GrowingBlocks } from './GrowingBlocks.ts';
import { toElement } from './toElement.ts';

/** A Markdown text on the page that grows at its end. Blocks that have not changed are kept, and so is a selection in them. */
export class MarkdownView {
  readonly #root: HTMLElement;
  readonly #text = new GrowingBlocks();
  #blocks: readonly Block[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  show(text: string): void {
    const { settled, open } = this.#text.read(text);
    const before = this.#blocks.slice(settled);
    const same = open.findIndex(({ source }, i) => source !== before[i]?.source);
    const kept = settled + (same === -1 ? open.length : same);
    while (this.#root.children.length > kept) this.#root.lastElementChild?.remove();
    this.#root.append(...open.slice(kept - settled).map(toElement));
    this.#blocks = [...this.#blocks.slice(0, settled), ...open];
  }
}
