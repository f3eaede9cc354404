import { once } from 'node:events';
import type { Writable } from 'node:stream';

const DIM = '\u001b[2m';
const NOT_DIM = '\u001b[22m';

/** A stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean | undefined };

/** What an `Output` needs to know beside its stream. */
export interface OutputOptions {
  /** Ends the wait for a slow reader. */
  readonly signal: AbortSignal;
  /** May text be dimmed, if the stream is a terminal? */
  readonly styled: boolean;
  /** Is a terminal one that can move its cursor? */
  readonly capable: boolean;
  /** Told once, when the stream cannot be written to any more. */
  readonly onFailure?: ((error: Error) => void) | undefined;
}

/** One of the command's two streams, written at the pace of its reader. */
export class Output {
  readonly isTerminal: boolean;
  /** Can it go back on a line? */
  readonly mayMove: boolean;
  /** For the line editor, which writes by itself, from the start of a line to the start of another. */
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

  /** Writes, and settles when the reader is ready for more. What a failed stream is given is lost. */
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

  /** Writes what is beside the answer. Each text is dimmed by itself, so that an interrupt leaves no terminal dim. */
  async writeDim(text: string): Promise<void> {
    if (text === '') return;
    const written = this.write(this.#dims ? DIM + text + NOT_DIM : text);
    this.#lineOpen = !text.endsWith('\n');
    await written;
  }

  /** Ends a line that was begun. */
  async endLine(): Promise<void> {
    if (this.#lineOpen) await this.write('\n');
  }

  /** Settles when everything was handed to the reader. */
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
