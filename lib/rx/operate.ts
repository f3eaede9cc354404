import { Observable, Subscriber, type OperatorFunction } from 'rxjs';
import { commitKey } from './commit.ts';

/** What one subscription of an operator does with the notifications of its source. A notification without a handler passes on. */
export interface Handlers<T, R> {
  next?(value: T, destination: Subscriber<R>): void;
  complete?(destination: Subscriber<R>): void;
  error?(error: unknown, destination: Subscriber<R>): void;
  /** The source has done something that must not be done twice: see `commit`. */
  committed?(): void;
  /** Runs once, whatever ended the subscription. */
  teardown?(): void;
}

/**
 * Makes an operator from the handlers of one subscription: `open` runs for each subscription and keeps the state in its closure.
 * Handlers without state may be one object for all subscriptions, because each call receives its destination.
 *
 * An error thrown by a handler becomes an error notification, and the source is unsubscribed.
 */
export function operate<T, R>(open: (destination: Subscriber<R>) => Handlers<T, R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((destination) => {
      const handlers = open(destination);
      if (destination.closed) handlers.teardown?.();
      else source.subscribe(new HandlingSubscriber(destination, handlers));
    });
}

/**
 * Keeps its destination as RxJS's own operators do, so that a gate can be found through it.
 *
 * Every value of an answer passes about ten of these, so `next` combines RxJS's `next` and `_next` and calls the handler
 * without looking it up. `isStopped`, protected in RxJS as `destination` is, says that the source has ended.
 */
class HandlingSubscriber<T, R> extends Subscriber<T> {
  readonly #handlers: Handlers<T, R>;
  readonly #next: Handlers<T, R>['next'];

  constructor(destination: Subscriber<R>, handlers: Handlers<T, R>) {
    super(destination as Subscriber<unknown>);
    this.#handlers = handlers;
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its object
    this.#next = handlers.next;
  }

  override next(value: T): void {
    if (this.isStopped) super.next(value);
    else if (this.#next === undefined) this.destination.next(value);
    else {
      try {
        this.#next.call(this.#handlers, value, this.destination as Subscriber<R>);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  [commitKey](): void {
    this.#handlers.committed?.();
  }

  override unsubscribe(): void {
    if (this.closed) return;
    try {
      super.unsubscribe();
    } finally {
      this.#handlers.teardown?.();
    }
  }

  protected override _complete(): void {
    if (this.#handlers.complete) this.#end((destination) => this.#handlers.complete?.(destination));
    else super._complete();
  }

  protected override _error(error: unknown): void {
    if (this.#handlers.error) this.#end((destination) => this.#handlers.error?.(error, destination));
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

  /** Reports nothing if the consumer left while its value was being delivered: RxJS has removed the destination then. */
  #fail(error: unknown): void {
    (this.destination as Subscriber<R> | null)?.error(error);
  }
}
