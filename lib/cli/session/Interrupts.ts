/** Ctrl-C: ends the command, unless a handler takes it for a while. */
export class Interrupts {
  readonly #end = new AbortController();
  #handler: (() => void) | undefined;

  /** Aborted when the command has to end. */
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

  /** Passes Ctrl-C to a handler until the returned function is called. */
  divert(handler: () => void): () => void {
    this.#handler = handler;
    return () => (this.#handler = undefined);
  }
}
