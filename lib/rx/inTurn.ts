import { Observable, Subscriber } from 'rxjs';

/**
 * Runs one Observable after another, and asks for the next when the previous one has completed, so that a loop of asynchronous steps can
 * be written as an ordinary generator.
 *
 * ```text
 * steps    a$           b$        done
 *          --1--2--|    --3--|
 *          --1--2---------3-------|
 * ```
 *
 * `open` is called once for each subscription. A failed step, or an error thrown by the generator, becomes an error notification. The
 * consumer's gate is found through each step. It resembles `concat`, but RxJS would read all entries of an iterable at once.
 */
export function inTurn<T>(open: () => Iterator<Observable<T>>): Observable<T> {
  return new Observable((destination) => {
    const steps = open();
    let isStarting = false;
    let hasCompleted = false;

    /** A loop instead of recursion, so that thousands of synchronous steps do not grow the stack. */
    const advance = (): void => {
      hasCompleted = true;
      if (isStarting) return;
      isStarting = true;
      while (hasCompleted && !destination.closed) {
        hasCompleted = false;
        start(destination, steps, advance);
      }
      isStarting = false;
    };

    advance();
  });
}

function start<T>(destination: Subscriber<T>, steps: Iterator<Observable<T>>, onComplete: () => void): void {
  try {
    const { done, value } = steps.next();
    if (done === true) destination.complete();
    // The generator itself may have made the consumer leave.
    else if (!destination.closed) value.subscribe(new StepSubscriber(destination, onComplete));
  } catch (error) {
    destination.error(error);
  }
}

/** Keeps its destination as RxJS's own operators do, so that a gate can be found through it. */
class StepSubscriber<T> extends Subscriber<T> {
  readonly #onComplete: () => void;

  constructor(destination: Subscriber<T>, onComplete: () => void) {
    super(destination);
    this.#onComplete = onComplete;
  }

  protected override _complete(): void {
    this.unsubscribe();
    this.#onComplete();
  }
}
