/** Ctrl-C: ends the command, unless something else takes it meanwhile. */
export class Interrupts {
  readonly #end = new AbortController();
  #handler: (() => void) | undefined;

  /** Aborted when the command is to end. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Ctrl-C was pressed. */
  interrupt(): void {
    if (this.#handler === undefined) this.end();
    else this.#handler();
  }

  /** Ends the command. */
  end(): void {
    this.#end.abort();
  }

  /** Gives Ctrl-C to somebody else, until the function is called that this returns. */
  divert(handler: () => void): () => void {
    this.#handler = handler;
    return () => (this.#handler = undefined);
  }
}
