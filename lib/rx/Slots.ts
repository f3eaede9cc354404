import { Observable, type Subscriber } from 'rxjs';
import { isAbandoned } from './isAbandoned.ts';

/** A fixed number of slots for work. Work that finds all of them taken waits, first come, first served. */
export class Slots {
  readonly #waiting = new Map<Subscriber<never>, () => void>();
  #free: number;
  #isGranting = false;

  constructor(count: number) {
    this.#free = count;
  }

  /** How many pieces of work wait for a slot. */
  get queued(): number {
    return Math.max(0, this.#waiting.size - this.#free);
  }

  /** Whether every slot is taken, so that further work would wait. */
  get full(): boolean {
    return this.#waiting.size >= this.#free;
  }

  /**
   * The same work, subscribed when it gets a slot, which it holds until its teardown.
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

  /** A loop instead of recursion: work that ends synchronously returns its slot while the next one is being started. */
  #grant(): void {
    if (this.#isGranting) return;
    this.#isGranting = true;
    try {
      for (const [destination, begin] of this.#waiting) {
        if (this.#free <= 0) return;
        // A subscription that is being torn down together with the one that returned its slot must not start first.
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
