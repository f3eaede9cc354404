import { Observable, Subscriber, type OperatorFunction } from 'rxjs';

/** What one subscription of an operator does with what its source says; what it leaves out passes on. */
export interface Stage<T> {
  next(value: T): void;
  complete?(): void;
  error?(error: unknown): void;
  /** Runs once, whatever ended the subscription. */
  teardown?(): void;
}

/**
 * Makes an operator from what one subscription of it does: `open` runs for each and keeps the state in its closure.
 *
 * What the stage throws becomes an error notification, and the source is unsubscribed.
 */
export function stage<T, R>(open: (destination: Subscriber<R>) => Stage<T>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((destination) => {
      const opened = open(destination);
      if (destination.closed) opened.teardown?.();
      else source.subscribe(new StageSubscriber(destination, opened));
    });
}

/** Holds its destination as RxJS's own operators do, so that a gate is found through it. */
class StageSubscriber<T> extends Subscriber<T> {
  readonly #stage: Stage<T>;

  constructor(destination: Subscriber<never>, opened: Stage<T>) {
    super(destination);
    this.#stage = opened;
  }

  override unsubscribe(): void {
    if (this.closed) return;
    try {
      super.unsubscribe();
    } finally {
      this.#stage.teardown?.();
    }
  }

  protected override _next(value: T): void {
    try {
      this.#stage.next(value);
    } catch (error) {
      this.destination.error(error);
    }
  }

  protected override _complete(): void {
    if (this.#stage.complete) this.#end(() => this.#stage.complete?.());
    else super._complete();
  }

  protected override _error(error: unknown): void {
    if (this.#stage.error) this.#end(() => this.#stage.error?.(error));
    else super._error(error);
  }

  #end(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.destination.error(error);
    } finally {
      this.unsubscribe();
    }
  }
}
