import { asyncScheduler, type Subscriber, type Subscription } from 'rxjs';
import { chooseNow } from './chooseNow.ts';
import { gateOf, type Valve } from './Gate.ts';
import { toDelay } from './toDelay.ts';

/** What a ticker does, and how often. */
export interface TickerOptions {
  readonly everyMs: number;
  /**
   * Does the work that is due, and returns whether there was any.
   *
   * @param elapsedMs since the previous tick; 0 for the first one after a rest
   */
  readonly tick: (elapsedMs: number) => boolean;
}

/**
 * Ticks as soon as it is started, and then repeatedly, until a tick finds nothing to do.
 *
 * The ticker and its clock stop while the consumer is paused; otherwise it would keep filling the queue of a consumer that does not
 * read. It ends with the consumer. An error thrown by a tick becomes an error notification.
 */
export class Ticker implements Valve {
  readonly #consumer: Subscriber<never>;
  readonly #options: TickerOptions;
  readonly #machineNow = chooseNow();
  #timer: Subscription | undefined;
  #isOn = false;
  #isStopped = false;
  /** When it last ticked; `undefined` after a rest. */
  #lastTick: number | undefined;
  #pausedAt: number | undefined;
  #pausedMs = 0;

  constructor(consumer: Subscriber<never>, options: TickerOptions) {
    this.#consumer = consumer;
    this.#options = options;
    const detach = gateOf(consumer)?.attach(this);
    consumer.add(() => {
      detach?.();
      this.stop();
    });
  }

  /** The time in milliseconds, not counting the time in which the consumer was paused. */
  get now(): number {
    return (this.#pausedAt ?? this.#machineNow()) - this.#pausedMs;
  }

  /** Starts the ticker: there is work to do. */
  start(): void {
    if (this.#isOn || this.#isStopped) return;
    this.#isOn = true;
    if (this.#pausedAt === undefined) this.#tick();
  }

  stop(): void {
    this.#isStopped = true;
    this.#isOn = false;
    this.#timer?.unsubscribe();
  }

  pause(): void {
    this.#pausedAt ??= this.#machineNow();
    this.#timer?.unsubscribe();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedMs += this.#machineNow() - this.#pausedAt;
    this.#pausedAt = undefined;
    this.#schedule();
  }

  #tick(): void {
    const { now } = this;
    const elapsedMs = this.#lastTick === undefined ? 0 : now - this.#lastTick;
    this.#lastTick = now;
    this.#isOn = this.#act(elapsedMs) && !this.#isStopped;
    if (!this.#isOn) this.#lastTick = undefined;
    this.#schedule();
  }

  #act(elapsedMs: number): boolean {
    try {
      return this.#options.tick(elapsedMs);
    } catch (error) {
      this.#consumer.error(error);
      return false;
    }
  }

  #schedule(): void {
    if (!this.#isOn || this.#pausedAt !== undefined) return;
    this.#timer?.unsubscribe();
    const dueAt = this.#lastTick === undefined ? this.now : this.#lastTick + this.#options.everyMs;
    this.#timer = asyncScheduler.schedule(() => this.#tick(), toDelay(dueAt - this.now));
  }
}
