import type { Output } from './Output.ts';

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 80;
const ERASE = '\r\u001b[K';

/** Turns on a terminal while there is nothing else to see. */
export class Spinner {
  readonly #output: Output;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Begins at the start of a line. Nothing happens where the output is no terminal. */
  start(): void {
    if (!this.#output.mayMove || this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#turn(), FRAME_MS);
  }

  /** Leaves the line as it was. */
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
