import { chooseClock } from '../rx/chooseClock.ts';
import type { Valve } from '../rx/Gate.ts';
import { startCountdown } from './startCountdown.ts';

/** How long a model may be silent, in milliseconds; `false` for no limit. */
export interface SilenceLimits {
  readonly firstContentMs: number | false;
  readonly idleMs: number | false;
}

/** A silence that lasted too long. */
export interface Silence {
  readonly deadline: 'first-content' | 'idle';
  readonly milliseconds: number;
}

/**
 * Measures how long a model is silent: before its first content, and between two pieces of content. Bytes do not count. The clock stops
 * while the consumer has paused the socket.
 *
 * Its timer is not reset for each chunk: the clock remembers when the last one came, and checks that when the timer fires.
 */
export class SilenceClock implements Valve {
  readonly #limits: SilenceLimits;
  readonly #onSilence: (silence: Silence) => void;
  readonly #clock = chooseClock();
  /** Whether content has arrived in this turn. */
  #hasContent = false;
  #cancel: (() => void) | undefined;
  #deadline: Silence['deadline'] = 'first-content';
  /** When this silence began. */
  #since: number;
  #pausedAt: number | undefined;
  #stopped = false;

  constructor(limits: SilenceLimits, onSilence: (silence: Silence) => void) {
    this.#limits = limits;
    this.#onSilence = onSilence;
    this.#since = this.#clock.now();
    this.#arm();
  }

  /**
   * Content has arrived. The silence after it begins when its turn is over: what the consumer does with it is not the model's silence, and
   * pieces that arrive together read the clock once.
   */
  content(): void {
    if (this.#hasContent) return;
    this.#hasContent = true;
    this.#clock.afterTurn(() => {
      this.#hasContent = false;
      this.enterIdle();
    });
  }

  /** Starts the `idle` deadline, or starts it again. */
  enterIdle(): void {
    this.#deadline = 'idle';
    this.#since = this.#clock.now();
    if (this.#pausedAt !== undefined) this.#pausedAt = this.#since;
    else if (this.#cancel === undefined) this.#arm();
  }

  pause(): void {
    this.#pausedAt = this.#clock.now();
    this.#cancel?.();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#since += this.#clock.now() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #arm(): void {
    const { firstContentMs, idleMs } = this.#limits;
    const shortestMs = Math.min(firstContentMs || Infinity, idleMs || Infinity);
    if (this.#limitMs === false || this.#stopped) return;
    this.#cancel = startCountdown({
      limitMs: () => this.#limitMs,
      shortestMs,
      since: () => this.#since,
      act: () => this.#onSilence({ deadline: this.#deadline, milliseconds: this.#limitMs || 0 }),
      clock: this.#clock,
    });
  }

  get #limitMs(): number | false {
    return this.#deadline === 'idle' ? this.#limits.idleMs : this.#limits.firstContentMs;
  }
}
