import type { Observable } from 'rxjs';

/** The outcome of a stream: its values, and how it ended. */
export interface Outcome<T> {
  readonly values: readonly T[];
  readonly error?: unknown;
  readonly completed: boolean;
}

/** Subscribes at once, and resolves when the stream completes or fails. */
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
