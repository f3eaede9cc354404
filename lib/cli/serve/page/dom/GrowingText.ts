/** A text on the page that grows at its end. What is already shown stays, and so does a selection in it. */
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
