import { createInterface, type Interface, type Key } from 'node:readline';
import type { Readable } from 'node:stream';
import type { OutputStream } from './Output.ts';

/** A stream that may be the keyboard of a terminal. */
export type InputStream = Readable & {
  readonly isTTY?: boolean | undefined;
  readonly setRawMode?: ((raw: boolean) => unknown) | undefined;
};

/** What a person did at the prompt: a line, Ctrl-C, or Ctrl-D. */
export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt'; readonly hadText: boolean }
  | { readonly kind: 'end' };

/** Bracketed paste. */
const MARK_PASTES = '\u001b[?2004h';
const MARK_NO_PASTES = '\u001b[?2004l';
const ERASE_LINE: readonly Key[] = [
  { ctrl: true, name: 'e' },
  { ctrl: true, name: 'u' },
];

/**
 * Reads lines from a terminal, with the usual editing keys, and with earlier lines at the arrow keys.
 *
 * Lines that are typed early are kept. Pasted lines are one text, if the terminal marks them (bracketed paste).
 */
export class LineEditor {
  readonly #input: InputStream;
  readonly #output: OutputStream;
  readonly #interface: Interface;
  readonly #mayMark: boolean;
  readonly #events: LineEvent[] = [];
  #waiting: ((event: LineEvent) => void) | undefined;
  #isSuspended = false;
  #marks = false;
  #isPasting = false;
  #pasted: string[] = [];
  #hasEnded = false;

  /** @param mayMark whether to ask the terminal to mark pasted text */
  constructor(input: InputStream, output: OutputStream, { mayMark = true } = {}) {
    this.#input = input;
    this.#output = output;
    this.#mayMark = mayMark;
    this.#interface = createInterface({
      input,
      output,
      terminal: true,
      historySize: 1000,
      removeHistoryDuplicates: true,
    });
    this.#interface.on('line', (text) => this.#addLine(text));
    this.#interface.on('SIGINT', () => this.interrupt());
    this.#interface.on('close', () => this.#end());
    // The terminal went away. The version of Node decides which of the two reports it.
    this.#interface.on('error', () => this.#interface.close());
    input.on('error', () => this.#interface.close());
    input.on('keypress', (_: unknown, key: Key | undefined) => this.#watchPaste(key));
    this.suspend();
  }

  /** Shows the prompt, and reads the next line. */
  read(prompt: string): Promise<LineEvent> {
    const early = this.#events.shift();
    // The early line scrolled away with the answer, so it is shown again.
    if (early?.kind === 'line' && this.#isSuspended) this.#output.write(`${prompt}${early.text}\n`);
    if (early !== undefined) return Promise.resolve(early);
    if (this.#hasEnded) return Promise.resolve({ kind: 'end' });
    return new Promise((resolve) => {
      this.#waiting = resolve;
      if (this.#isSuspended) this.#resume();
      this.#interface.setPrompt(prompt);
      this.#interface.prompt();
    });
  }

  /** Restores the terminal until the next line is read, so that Ctrl-C is a signal again. */
  suspend(): void {
    this.#isSuspended = true;
    this.#markPastes(false);
    this.#input.setRawMode?.(false);
    if (!this.#hasEnded) this.#interface.pause();
  }

  /** Removes what was typed. */
  interrupt(): void {
    if (this.#waiting === undefined) return;
    const hadText = this.#interface.line !== '' || this.#pasted.length > 0;
    for (const key of ERASE_LINE) this.#interface.write(null as never, key);
    this.#output.write('\n');
    this.#forgetPaste();
    this.#tell({ kind: 'interrupt', hadText });
  }

  close(): void {
    this.suspend();
    this.#interface.close();
  }

  #addLine(text: string): void {
    if (this.#isPasting) {
      this.#pasted.push(text);
      this.#interface.setPrompt('... ');
      this.#interface.prompt();
      return;
    }
    const lines = [...this.#pasted, text];
    this.#forgetPaste();
    this.#tell({ kind: 'line', text: lines.join('\n') });
  }

  #watchPaste(key: Key | undefined): void {
    if (key?.name === 'paste-start') this.#isPasting = true;
    else if (key?.name === 'paste-end') this.#isPasting = false;
  }

  #forgetPaste(): void {
    this.#isPasting = false;
    this.#pasted = [];
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    // Ctrl-D leaves the cursor after the prompt.
    if (this.#waiting !== undefined) this.#output.write('\n');
    this.#tell({ kind: 'end' });
  }

  #tell(event: LineEvent): void {
    const tell = this.#waiting;
    this.#waiting = undefined;
    if (tell === undefined) this.#events.push(event);
    else tell(event);
  }

  #resume(): void {
    this.#isSuspended = false;
    this.#markPastes(true);
    this.#input.setRawMode?.(true);
  }

  #markPastes(marks: boolean): void {
    if (!this.#mayMark || marks === this.#marks) return;
    this.#marks = marks;
    this.#output.write(marks ? MARK_PASTES : MARK_NO_PASTES);
  }
}
