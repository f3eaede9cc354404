import { Observable, Subscriber, type OperatorFunction } from 'rxjs';

/** What one subscription of an operator does with what its source says; what it leaves out passes on. */
export interface Stage<T, R> {
  next?(value: T, destination: Subscriber<R>): void;
  complete?(destination: Subscriber<R>): void;
  error?(error: unknown, destination: Subscriber<R>): void;
  /** Runs once, whatever ended the subscription. */
  teardown?(): void;
}

/**
 * Makes an operator from what one subscription of it does: `open` runs for each and keeps the state in its closure. A stage without
 * state may be one object for all of them: it is told its destination with each value.
 *
 * What the stage throws becomes an error notification, and the source is unsubscribed.
 */
export function stage<T, R>(open: (destination: Subscriber<R>) => Stage<T, R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((destination) => {
      const opened = open(destination);
      if (destination.closed) opened.teardown?.();
      else source.subscribe(new StageSubscriber(destination, opened));
    });
}

/**
 * Holds its destination as RxJS's own operators do, so that a gate is found through it.
 *
 * Every value of an answer passes some ten of these, so `next` is RxJS's `next` and `_next` in one, and calls what the stage does
 * without looking it up. `isStopped`, protected in RxJS as `destination` is, says that the source has ended.
 */
class StageSubscriber<T, R> extends Subscriber<T> {
  readonly #stage: Stage<T, R>;
  readonly #next: Stage<T, R>['next'];

  constructor(destination: Subscriber<R>, opened: Stage<T, R>) {
    super(destination as Subscriber<unknown>);
    this.#stage = opened;
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its stage
    this.#next = opened.next;
  }

  override next(value: T): void {
    if (this.isStopped) super.next(value);
    else if (this.#next === undefined) this.destination.next(value);
    else {
      try {
        this.#next.call(this.#stage, value, this.destination as Subscriber<R>);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  override unsubscribe(): void {
    if (this.closed) return;
    try {
      super.unsubscribe();
    } finally {
      this.#stage.teardown?.();
    }
  }

  protected override _complete(): void {
    if (this.#stage.complete) this.#end((destination) => this.#stage.complete?.(destination));
    else super._complete();
  }

  protected override _error(error: unknown): void {
    if (this.#stage.error) this.#end((destination) => this.#stage.error?.(error, destination));
    else super._error(error);
  }

  #end(act: (destination: Subscriber<R>) => void): void {
    try {
      act(this.destination as Subscriber<R>);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.unsubscribe();
    }
  }

  /** Nobody is told where the consumer left while its value was on the way: RxJS takes the destination away then. */
  #fail(error: unknown): void {
    (this.destination as Subscriber<R> | null)?.error(error);
  }
}
