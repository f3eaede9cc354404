import { type Observable, Subscription } from 'rxjs';
import type { AnswerEnd } from '../../relay/AnswerEnd.ts';
import type { AnswerLog, LogEntry } from '../../relay/AnswerLog.ts';
import { isEnd } from '../../relay/isEnd.ts';

/** What a log has not reported within this time counts as missing. */
const LIMIT_MS = 5000;

/** One read of an answer, and its outcome so far. */
export class Reading {
  readonly entries: (LogEntry | AnswerEnd)[] = [];
  readonly #subscription = new Subscription();
  #outcome: 'open' | 'completed' | { readonly error: unknown } = 'open';
  #tell: () => void = () => undefined;

  /** @param onNext called with each entry as it arrives */
  constructor(log: AnswerLog, id: string, after = 0, onNext: (entry: LogEntry | AnswerEnd) => void = () => undefined) {
    const changed = (): void => this.#tell();
    const entries$: Observable<LogEntry | AnswerEnd> = log.read(id, after);
    this.#subscription.add(
      entries$.subscribe({
        next: (entry) => {
          this.entries.push(entry);
          onNext(entry);
          changed();
        },
        error: (error: unknown) => {
          this.#outcome = { error };
          changed();
        },
        complete: () => {
          this.#outcome = 'completed';
          changed();
        },
      }),
    );
  }

  get frames(): readonly LogEntry[] {
    return this.entries.filter((entry): entry is LogEntry => !isEnd(entry));
  }

  /** Waits for this many frames. */
  async has(count: number): Promise<void> {
    await this.#until(`${count} frames`, () => this.frames.length >= count);
  }

  /** Waits for the completion, and resolves with all entries. */
  async completed(limitMs: number = LIMIT_MS): Promise<readonly (LogEntry | AnswerEnd)[]> {
    await this.#until('the end', () => this.#outcome !== 'open', limitMs);
    if (typeof this.#outcome === 'object') throw new Error('the read failed', { cause: this.#outcome.error });
    return this.entries;
  }

  /** Waits for the error. */
  async failed(): Promise<unknown> {
    await this.#until('an error', () => this.#outcome !== 'open');
    if (typeof this.#outcome === 'object') return this.#outcome.error;
    throw new Error('the read completed, but an error was expected');
  }

  stop(): void {
    this.#subscription.unsubscribe();
  }

  async #until(what: string, isThere: () => boolean, limitMs: number = LIMIT_MS): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(
          new Error(
            `${what} did not arrive within ${limitMs / 1000} s, only ${JSON.stringify(this.entries.slice(-20))}`,
          ),
        );
      }, limitMs);
    });
    try {
      while (!isThere() && this.#outcome === 'open') {
        await Promise.race([late, new Promise<void>((resolve) => (this.#tell = resolve))]);
      }
    } finally {
      clearTimeout(timer);
    }
    if (!isThere()) throw new Error(`${what} did not arrive`, { cause: this.#outcome });
  }
}
