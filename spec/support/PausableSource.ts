import { Observable, type Subscriber } from 'rxjs';
import { gateOf } from '../../lib/rx/Gate.ts';

/** A source that can stand still, as a socket can: it does what it is told, and logs what its consumer asks for. */
export class PausableSource<T> extends Observable<T> {
  readonly log: ('pause' | 'resume')[] = [];
  /** Runs inside `resume()`, as a socket may deliver what waits in it. */
  onResume: () => void = () => undefined;
  readonly #subscribers = new Set<Subscriber<T>>();
  #attached = 0;
  #paused = false;

  constructor() {
    super((subscriber) => {
      this.#subscribers.add(subscriber);
      subscriber.add(() => this.#subscribers.delete(subscriber));
      const detach = gateOf(subscriber)?.attach({
        pause: () => {
          this.#paused = true;
          this.log.push('pause');
        },
        resume: () => {
          this.#paused = false;
          this.log.push('resume');
          this.onResume();
        },
      });
      if (!detach) return;
      this.#attached++;
      subscriber.add(() => {
        this.#attached--;
        detach();
      });
    });
  }

  /** How many gates it follows. */
  get attached(): number {
    return this.#attached;
  }

  get observed(): boolean {
    return this.#subscribers.size > 0;
  }

  get paused(): boolean {
    return this.#paused;
  }

  emit(...values: readonly T[]): void {
    for (const value of values) for (const subscriber of this.#subscribers) subscriber.next(value);
  }

  fail(error: unknown): void {
    for (const subscriber of this.#subscribers) subscriber.error(error);
  }

  complete(): void {
    for (const subscriber of this.#subscribers) subscriber.complete();
  }
}
