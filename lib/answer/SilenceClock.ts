import type { Subscription } from 'rxjs';
import { chooseNow } from '../rx/chooseNow.ts';
import type { Valve } from '../rx/Gate.ts';
import { startCountdown } from './startCountdown.ts';

/** How long a model may keep silent, in milliseconds; `false`: for ever. */
export interface SilenceLimits {
  readonly firstContentMs: number | false;
  readonly idleMs: number | false;
}

/** A silence that was too long. */
export interface Silence {
  readonly deadline: 'first-content' | 'idle';
  readonly milliseconds: number;
}

/**
 * Measures how long a model keeps silent: until its first content, and between two. It does not know bytes. It stands still while the
 * consumer has paused the socket.
 *
 * It is not set anew for each chunk: it remembers when the last one came, and looks at that when its timer fires.
 */
export class SilenceClock implements Valve {
  readonly #limits: SilenceLimits;
  readonly #onSilence: (silence: Silence) => void;
  readonly #now = chooseNow();
  #timer: Subscription | undefined;
  #deadline: Silence['deadline'] = 'first-content';
  /** When this silence began. */
  #since: number;
  #pausedAt: number | undefined;
  #stopped = false;

  constructor(limits: SilenceLimits, onSilence: (silence: Silence) => void) {
    this.#limits = limits;
    this.#onSilence = onSilence;
    this.#since = this.#now();
    this.#arm();
  }

  /** The model spoke. */
  content(): void {
    this.enterIdle();
  }

  /** From here on `idle` counts, anew. */
  enterIdle(): void {
    this.#deadline = 'idle';
    this.#since = this.#now();
    if (this.#pausedAt !== undefined) this.#pausedAt = this.#since;
    else if (this.#timer === undefined) this.#arm();
  }

  pause(): void {
    this.#pausedAt = this.#now();
    this.#timer?.unsubscribe();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#since += this.#now() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.unsubscribe();
  }

  #arm(): void {
    const { firstContentMs, idleMs } = this.#limits;
    const shortestMs = Math.min(firstContentMs || Infinity, idleMs || Infinity);
    if (this.#limitMs === false || this.#stopped) return;
    this.#timer = startCountdown({
      limitMs: () => this.#limitMs,
      shortestMs,
      since: () => this.#since,
      act: () => this.#onSilence({ deadline: this.#deadline, milliseconds: this.#limitMs || 0 }),
      now: this.#now,
    });
  }

  get #limitMs(): number | false {
    return this.#deadline === 'idle' ? this.#limits.idleMs : this.#limits.firstContentMs;
  }
}
