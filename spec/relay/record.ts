import type { Observable, Subscription } from 'rxjs';

/** What came of a subscription so far. */
export interface Recording<T> {
  readonly values: T[];
  /** `undefined` while it goes on. */
  end: 'complete' | { readonly error: Record<string, unknown> & Error } | undefined;
  readonly subscription: Subscription;
  /** Settles with the error, or fails where it completes. */
  readonly error: () => Promise<Record<string, unknown> & Error>;
  /** Settles with all values when it completes, or fails with its error. */
  readonly all: () => Promise<readonly T[]>;
}

/** Subscribes at once, and notes what comes. */
export function record<T>(source: Observable<T>): Recording<T> {
  const waiting: (() => void)[] = [];
  const values: T[] = [];
  const end = (how: Recording<T>['end']): void => {
    recording.end = how;
    for (const tell of waiting.splice(0)) tell();
  };
  const over = async (): Promise<Recording<T>['end']> => {
    if (recording.end === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
    return recording.end;
  };
  const recording: { -readonly [K in keyof Recording<T>]: Recording<T>[K] } = {
    values,
    end: undefined,
    subscription: undefined as never,
    async error() {
      const how = await over();
      if (typeof how === 'object') return how.error;
      throw new Error('it completed, where an error was due');
    },
    async all() {
      const how = await over();
      if (typeof how === 'object') throw how.error;
      return values;
    },
  };
  recording.subscription = source.subscribe({
    next: (value) => values.push(value),
    error: (error) => end({ error: error as never }),
    complete: () => end('complete'),
  });
  return recording;
}
