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

/** The error that a stream ends with; fails where it completes. */
export async function errorOf(source: Observable<unknown>): Promise<Record<string, unknown> & Error> {
  const { error, completed } = await outcomeOf(source);
  if (completed) throw new Error('it completed, where an error was due');
  return error as Record<string, unknown> & Error;
}
