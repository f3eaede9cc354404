import { toDelay } from '../rx/toDelay.ts';
import type { PublishOptions } from './PublishOptions.ts';

/** The minimum interval between two questions to a log about its readers. */
const ASK_EVERY_MS = 1000;

/** What a watch for readers may do. */
export interface UnreadActs {
  /** Asks the log for the number of readers; the reply comes back through `judge`. */
  readonly ask: () => void;
  /** Nobody reads the answer. */
  readonly stop: () => void;
}

/** Stops an answer that nobody reads, as far as the log can report it. */
export class UnreadWatch {
  /** How long an answer may go unread; `undefined` if that does not matter. */
  readonly #graceMs: number | undefined;
  readonly #acts: UnreadActs;
  #asking: ReturnType<typeof setInterval> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #isGraceOver = false;

  constructor(whenUnread: NonNullable<PublishOptions['whenUnread']>, acts: UnreadActs) {
    this.#graceMs = whenUnread === 'finish' ? undefined : whenUnread === 'stop' ? 0 : whenUnread.stopAfterMs;
    this.#acts = acts;
  }

  start(heartbeatMs: number): void {
    if (this.#graceMs === undefined) return;
    this.#asking = setInterval(this.#acts.ask, toDelay(Math.min(heartbeatMs, ASK_EVERY_MS)));
  }

  /** Evaluates the number of readers that the log reported with an append; `undefined` if the log cannot count them. */
  judge(readers: number | undefined): void {
    if (this.#graceMs === undefined || this.#asking === undefined || readers === undefined) return;
    if (readers > 0) this.#forgive();
    else if (this.#graceMs === 0 || this.#isGraceOver) this.#acts.stop();
    else this.#grace ??= setTimeout(this.#askAgain, toDelay(this.#graceMs));
  }

  end(): void {
    clearInterval(this.#asking);
    this.#asking = undefined;
    this.#forgive();
  }

  #forgive(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#isGraceOver = false;
  }

  readonly #askAgain = (): void => {
    this.#isGraceOver = true;
    this.#acts.ask();
  };
}
