import { toDelay } from '../rx/toDelay.ts';
import type { PublishOptions } from './PublishOptions.ts';

/** How often a log is asked who reads, at most. */
const ASK_EVERY_MS = 1000;

/** What a watch for readers may do. */
export interface UnreadActs {
  /** Asks the log who reads; what it says comes back by `judge`. */
  readonly ask: () => void;
  /** Nobody reads. */
  readonly stop: () => void;
}

/** Stops an answer that nobody reads, as far as the log can tell. */
export class UnreadWatch {
  /** How long nobody may read; `undefined` where that is no matter. */
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

  /** Looks at what the log said of an append's readers. A log that cannot tell says nothing. */
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
