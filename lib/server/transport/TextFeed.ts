import { GateSubscriber } from '../../rx/Gate.ts';
import { toDelay } from '../../rx/toDelay.ts';
import { markStatusSent } from '../failure/statusSent.ts';

/** How many pieces, or how many characters in them, may wait before the source is asked to pause. */
const MAX_PIECES = 64;
const MAX_LENGTH = 64 * 1024;

/** Every client of server-sent events ignores it, and it keeps proxies from timing out. */
const COMMENT = ': keep-alive\n\n';

/** How a source ended. */
type Ending = { readonly error: unknown } | 'complete' | 'stopped';

/**
 * Text on its way to one reader. Whatever waits is taken as one piece, and the source pauses while much of it waits. Subscribe it to a
 * source.
 */
export class TextFeed extends GateSubscriber<string> {
  #waiting: string[] = [];
  #length = 0;
  #ending: Ending | undefined;
  #wake: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The error of the source, once nothing waits before it. */
  get failure(): { readonly error: unknown } | undefined {
    return typeof this.#ending === 'object' && this.#waiting.length === 0 ? this.#ending : undefined;
  }

  /** From now on an encoder reports a failure in the text. */
  statusIsSent(): void {
    markStatusSent(this.gate);
  }

  /** Settles when there is something to take, or after this many milliseconds. */
  ready(milliseconds: number): Promise<void> {
    if (this.#waiting.length > 0 || this.#ending !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (milliseconds < Infinity) this.#timer = setTimeout(() => this.#settle(), toDelay(milliseconds));
    });
  }

  /**
   * The next text: all that waits, or a comment if nothing arrives for this many milliseconds; `undefined` at the end, and after `stop`.
   * Rejects with the error of the source. Only one call at a time.
   */
  async take(silenceMs: number): Promise<string | undefined> {
    await this.ready(silenceMs);
    if (this.#waiting.length > 0) return this.#takeWaiting();
    if (this.#ending === undefined) return COMMENT;
    if (typeof this.#ending === 'object') throw this.#ending.error;
    return undefined;
  }

  /** The reader has disconnected: unsubscribes the source. */
  stop(): void {
    this.#waiting = [];
    this.#end('stopped');
    this.unsubscribe();
  }

  protected override _next(text: string): void {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#waiting.length >= MAX_PIECES || this.#length >= MAX_LENGTH) this.gate.pause();
    this.#settle();
  }

  protected override _error(error: unknown): void {
    this.#end({ error });
    this.unsubscribe();
  }

  protected override _complete(): void {
    this.#end('complete');
    this.unsubscribe();
  }

  #takeWaiting(): string {
    const text = this.#waiting.length === 1 ? (this.#waiting[0] ?? '') : this.#waiting.join('');
    this.#waiting = [];
    this.#length = 0;
    this.gate.resume();
    return text;
  }

  #end(ending: Ending): void {
    this.#ending ??= ending;
    if (ending === 'stopped') this.#ending = ending;
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
