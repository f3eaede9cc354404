import type { Observable } from 'rxjs';

/** How a stream went: what it gave, and how it ended. */
export interface Outcome<T> {
  readonly values: readonly T[];
  readonly error?: unknown;
  readonly completed: boolean;
}

/** Subscribes at once, and settles when the stream ends either way. */
export function outcomeOf<T>(source: Observable<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const values: T[] = [];
    source.subscribe({
      next: (value) => values.push(value),
      error: (error: unknown) => resolve({ values, error, completed: false }),
      complete: () => resolve({ values, completed: true }),
    });
  });
}
