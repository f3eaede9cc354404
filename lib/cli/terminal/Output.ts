import { once } from 'node:events';
import type { Writable } from 'node:stream';

const DIM = '\u001b[2m';
const NOT_DIM = '\u001b[22m';

/** A stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean | undefined };

/** Options of `Output`. */
export interface OutputOptions {
  /** Stops waiting for a slow reader. */
  readonly signal: AbortSignal;
  /** Whether text may be dimmed, if the stream is a terminal. */
  readonly styled: boolean;
  /** Whether the terminal, if it is one, can move its cursor. */
  readonly capable: boolean;
  /** Called once, when the stream cannot be written to any more. */
  readonly onFailure?: ((error: Error) => void) | undefined;
}

/** Standard output or standard error, written at the pace of its reader. */
export class Output {
  readonly isTerminal: boolean;
  /** Whether the cursor can move back on a line. */
  readonly mayMove: boolean;
  /** For the line editor and the spinner, which write directly and leave the cursor at the start of a line. */
  readonly stream: OutputStream;
  readonly #signal: AbortSignal;
  readonly #dims: boolean;
  readonly #onFailure: OutputOptions['onFailure'];
  #failed = false;
  #lineOpen = false;

  constructor(stream: OutputStream, { signal, styled, capable, onFailure }: OutputOptions) {
    this.isTerminal = stream.isTTY === true;
    this.mayMove = this.isTerminal && capable;
    this.stream = stream;
    this.#signal = signal;
    this.#dims = this.isTerminal && styled;
    this.#onFailure = onFailure;
    stream.on('error', (error) => this.#fail(error));
  }

  /** Writes, and settles when the reader is ready for more. Text for a stream that has failed is dropped. */
  async write(text: string): Promise<void> {
    if (text === '' || this.#failed) return;
    this.#lineOpen = !text.endsWith('\n');
    if (this.stream.write(text)) return;
    try {
      await once(this.stream, 'drain', { signal: this.#signal });
    } catch (error) {
      if (!this.#failed) throw error;
    }
  }

  /** Writes dimmed text. Each text is dimmed separately, so that an interrupt never leaves the terminal dim. */
  async writeDim(text: string): Promise<void> {
    if (text === '') return;
    const written = this.write(this.#dims ? DIM + text + NOT_DIM : text);
    this.#lineOpen = !text.endsWith('\n');
    await written;
  }

  /** Ends the line if the cursor is not at its start. */
  async endLine(): Promise<void> {
    if (this.#lineOpen) await this.write('\n');
  }

  /** Settles when everything has been passed to the reader. */
  async flush(): Promise<void> {
    if (this.#failed) return;
    this.#signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => reject(this.#signal.reason);
      this.#signal.addEventListener('abort', onAbort);
      this.stream.write('', (error) => {
        this.#signal.removeEventListener('abort', onAbort);
        if (error) this.#fail(error);
        resolve();
      });
    });
  }

  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#onFailure?.(error);
  }
}
