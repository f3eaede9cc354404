/** A text on the page that grows at its end: what is there stays, so that a selection in it does too. */
export class GrowingText {
  readonly #node = document.createTextNode('');

  constructor(parent: HTMLElement) {
    parent.append(this.#node);
  }

  show(text: string): void {
    const { data, length } = this.#node;
    if (text.startsWith(data)) this.#node.appendData(text.slice(length));
    else this.#node.data = text;
  }
}
