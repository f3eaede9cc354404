import { Observable, type Subscriber } from 'rxjs';
import { isAbandoned } from './isAbandoned.ts';

/** A number of places for work: what comes when all are taken waits its turn, first come, first served. */
export class Slots {
  readonly #waiting = new Map<Subscriber<never>, () => void>();
  #free: number;
  #isGranting = false;

  constructor(count: number) {
    this.#free = count;
  }

  /** How much work waits for a slot. */
  get queued(): number {
    return Math.max(0, this.#waiting.size - this.#free);
  }

  /** Is every slot taken, so that further work would wait? */
  get full(): boolean {
    return this.#waiting.size >= this.#free;
  }

  /**
   * The same work, subscribed once it has a slot, which it holds until its teardown.
   *
   * ```text
   * slots: 1
   * a$        --1--2--|
   * b$                --3--|      subscribed with a$
   * ```
   */
  hold<T>(work: Observable<T>): Observable<T> {
    return new Observable((destination) => {
      let holds = false;
      this.#waiting.set(destination, () => {
        holds = true;
        work.subscribe(destination);
      });
      destination.add(() => {
        this.#waiting.delete(destination);
        if (holds) this.#free++;
        this.#grant();
      });
      this.#grant();
    });
  }

  /** A loop and no recursion: work that ends at once gives its slot back while the next one is looked for. */
  #grant(): void {
    if (this.#isGranting) return;
    this.#isGranting = true;
    try {
      for (const [destination, begin] of this.#waiting) {
        if (this.#free <= 0) return;
        // Who is being torn down along with the one that gave its slot back must not begin for a moment.
        if (isAbandoned(destination)) continue;
        this.#waiting.delete(destination);
        this.#free--;
        begin();
      }
    } finally {
      this.#isGranting = false;
    }
  }
}
