import { asyncScheduler, Subscription } from 'rxjs';
import { DeadlineError } from '../errors/DeadlineError.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { Valve } from '../rx/Gate.ts';

type Phase = 'headers' | 'first-content' | 'idle';

/** The longest delay that a timer takes; a longer deadline is asked again when it has passed. */
const MAX_DELAY_MS = 2 ** 31 - 1;
/** The longest time that is given to what was held up together with a timer. */
const MAX_GRACE_MS = 1_000;

/**
 * The clocks of one answer. It does not know bytes: it is told of the headers, of content, and of the end marker.
 *
 * A clock is not set anew for each chunk. It remembers when the last one came and looks at that when its timer fires.
 */
export class AnswerClock implements Valve {
  readonly #limits: Readonly<Record<Phase | 'total', number | false>>;
  readonly #now = chooseNow();
  readonly #timers = new Subscription();
  #phaseTimer: Subscription | undefined;
  #onPassed: (error: DeadlineError) => void = () => undefined;
  #phase: Phase = 'headers';
  /** When this phase began, or last began anew. */
  #since = 0;
  /** When the piece that is being read came in. */
  #pieceAt = 0;
  #pausedAt: number | undefined;
  #ended = false;

  constructor({ headersMs, firstContentMs, idleMs, totalMs }: Deadlines, stream: boolean) {
    this.#limits = {
      headers: headersMs ?? (stream ? 60_000 : 600_000),
      'first-content': firstContentMs ?? 300_000,
      idle: idleMs ?? 120_000,
      total: totalMs ?? false,
    };
  }

  /** The request goes out. */
  start(onPassed: (error: DeadlineError) => void): void {
    this.#onPassed = onPassed;
    this.#enter('headers');
    const { total } = this.#limits;
    if (total === false) return;
    const startedAt = this.#now();
    this.#timers.add(
      this.#after(
        total,
        () => startedAt,
        () => this.#pass('total', total),
      ),
    );
  }

  headers(): void {
    this.#enter('first-content');
  }

  /** Bytes came in; says nothing of content. */
  piece(): void {
    this.#pieceAt = this.#now();
  }

  content(): void {
    if (this.#phase !== 'idle') this.#enter('idle');
    this.#since = this.#pieceAt;
    if (this.#pausedAt !== undefined) this.#pausedAt = this.#pieceAt;
  }

  /** Every choice has its finish reason: what may still come has `idle` from here on. */
  endMarker(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#enter('idle');
  }

  pause(): void {
    this.#pausedAt = this.#now();
    if (this.#phase !== 'headers') this.#phaseTimer?.unsubscribe();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    const stoodStill = this.#phase === 'headers' ? 0 : this.#now() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#since += stoodStill;
    if (this.#phase !== 'headers') this.#arm();
  }

  stop(): void {
    this.#timers.unsubscribe();
    this.#phaseTimer?.unsubscribe();
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#since = this.#now();
    if (this.#pausedAt !== undefined) this.#pausedAt = this.#since;
    this.#phaseTimer?.unsubscribe();
    if (this.#pausedAt === undefined || phase === 'headers') this.#arm();
  }

  #arm(): void {
    const phase = this.#phase;
    const limit = this.#limits[phase];
    if (limit === false || this.#timers.closed) return;
    this.#phaseTimer = this.#after(
      limit,
      () => this.#since,
      () => this.#pass(phase, limit),
    );
  }

  #pass(deadline: DeadlineError['deadline'], milliseconds: number): void {
    this.#onPassed(new DeadlineError(deadline, milliseconds));
  }

  /**
   * Acts once so much time has passed since a moment that may be a later one each time it is asked.
   *
   * A timer that fires late was held up by other work, and so was all that waits in the socket, which may have to be decompressed
   * yet. It gets as long again as the timer was late, once for each such moment, before we judge.
   */
  #after(limit: number, since: () => number, act: () => void): Subscription {
    const over = (): number => this.#now() - since() - limit;
    let graceSince: number | undefined;
    return asyncScheduler.schedule(
      function () {
        const late = over();
        if (late < 0) {
          this.schedule(undefined, Math.min(-late, MAX_DELAY_MS));
        } else if (late > 0 && graceSince !== since()) {
          graceSince = since();
          this.schedule(undefined, Math.min(late, MAX_GRACE_MS));
        } else {
          act();
        }
      },
      Math.min(Math.max(-over(), 0), MAX_DELAY_MS),
    );
  }
}

/**
 * The time in milliseconds: of a clock that nobody sets, since a wall clock may jump; of RxJS's own where that is not the
 * machine's, as in the virtual time of a `TestScheduler`.
 */
function chooseNow(): () => number {
  return Math.abs(asyncScheduler.now() - Date.now()) > 1000 ? virtualNow : machineNow;
}

const virtualNow = (): number => asyncScheduler.now();
const machineNow = (): number => performance.now();
