import { type ObservableInput, Subscriber } from 'rxjs';
import { gateOf, GateSubscriber, type Valve } from './Gate.ts';
import { observableOf } from './observableOf.ts';
import { Queue } from './Queue.ts';

/** The work to do for each value, and its limits. */
export interface OrderedWorkOptions<T, R> {
  readonly project: (value: T, index: number) => ObservableInput<R>;
  /** How many values are worked on at once. */
  readonly concurrency: number;
  /** How many values may wait, before or after the work, before the source is asked to pause. */
  readonly highWaterMark: number;
}

/**
 * Starts work for the values that it receives, and emits the results in the order of the values.
 *
 * It outlives its source: after the source has completed, the work continues.
 */
export class OrderedWork<T, R> extends GateSubscriber<T> implements Valve {
  readonly #consumer: Subscriber<R>;
  readonly #options: OrderedWorkOptions<T, R>;
  /** Values whose work has not begun. */
  readonly #waiting = new Queue<T>();
  /** Work that has begun and is not finished with, in the order of the values. It is the first one's turn. */
  readonly #begun: Work<R>[] = [];
  #running = 0;
  #index = 0;
  #isConsumerPaused = false;
  #isAdvancing = false;
  #hasEnded = false;

  constructor(consumer: Subscriber<R>, options: OrderedWorkOptions<T, R>) {
    super(consumer as Subscriber<unknown>);
    this.#consumer = consumer;
    this.#options = options;
    const detach = gateOf(consumer)?.attach(this);
    consumer.add(() => {
      detach?.();
      this.#waiting.clear();
      this.#begun.length = 0;
    });
  }

  pause(): void {
    this.#isConsumerPaused = true;
    this.gate.pause();
  }

  resume(): void {
    this.#isConsumerPaused = false;
    this.#advance();
  }

  protected override _next(value: T): void {
    this.#waiting.add(value);
    this.#advance();
  }

  protected override _complete(): void {
    this.#hasEnded = true;
    this.unsubscribe();
    this.#advance();
  }

  /** A loop instead of recursion: work that ends synchronously makes room for the next. */
  #advance(): void {
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    while (!this.#consumer.closed && (this.#passTurn() || this.#begin()));
    this.#isAdvancing = false;
    if (this.#hasEnded && this.#waiting.size === 0 && this.#begun.length === 0) this.#consumer.complete();
    else this.#regulate();
  }

  /** Lets the first one emit, and moves on to the next when it is done. Returns whether it was. */
  #passTurn(): boolean {
    const [first] = this.#begun;
    if (!first || !this.#release(first) || !first.isDone) return false;
    this.#begun.shift();
    return true;
  }

  /** Emits the held results, and returns whether none is left. */
  #release(work: Work<R>): boolean {
    while (!this.#isConsumerPaused && work.held.size > 0) this.#consumer.next(work.held.take() as R);
    work.hasTurn = work.held.size === 0;
    return work.hasTurn;
  }

  #begin(): boolean {
    const { project, concurrency, highWaterMark } = this.#options;
    const isFull = this.#running >= concurrency || this.#early > highWaterMark;
    if (isFull || this.#isConsumerPaused || this.#waiting.size === 0) return false;
    const value = this.#waiting.take() as T;
    const work = new Work(this.#consumer, () => {
      this.#running--;
      this.#advance();
    });
    this.#running++;
    this.#begun.push(work);
    work.hasTurn = this.#begun.length === 1;
    try {
      observableOf(project(value, this.#index++)).subscribe(work);
    } catch (error) {
      this.#consumer.error(error);
    }
    return true;
  }

  /** How many were done before their turn. */
  get #early(): number {
    return this.#begun.length - this.#running;
  }

  #regulate(): void {
    const isFull = this.#waiting.size + this.#early > this.#options.highWaterMark;
    if (isFull || this.#isConsumerPaused) this.gate.pause();
    else this.gate.resume();
  }
}

/** The work for one value. It keeps its destination as RxJS's own operators do, so that its source finds the consumer's gate. */
class Work<R> extends Subscriber<R> {
  /** Whether its results go to the consumer as they arrive. */
  hasTurn = false;
  /** Results that came before their turn. */
  readonly held = new Queue<R>();
  isDone = false;
  readonly #onDone: () => void;

  constructor(consumer: Subscriber<R>, onDone: () => void) {
    super(consumer);
    this.#onDone = onDone;
  }

  protected override _next(result: R): void {
    if (this.hasTurn) super._next(result);
    else this.held.add(result);
  }

  protected override _complete(): void {
    this.isDone = true;
    this.unsubscribe();
    this.#onDone();
  }
}
