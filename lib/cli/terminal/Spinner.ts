import type { Output } from './Output.ts';

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 80;
const ERASE = '\r\u001b[K';

/** A spinner on a terminal, shown until the first output. */
export class Spinner {
  readonly #output: Output;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Starts the spinner. The cursor must be at the start of a line. Does nothing if the output is not a terminal. */
  start(): void {
    if (!this.#output.mayMove || this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#turn(), FRAME_MS);
  }

  /** Removes the spinner from its line. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#frame > 0) this.#output.stream.write(ERASE);
    this.#frame = 0;
  }

  #turn(): void {
    this.#output.stream.write(`\r${FRAMES.charAt(this.#frame++ % FRAMES.length)}`);
  }
}
