import type { Observable, Subscription } from 'rxjs';

/** What came of a subscription so far. */
export interface Recording<T> {
  readonly values: T[];
  /** `undefined` while it goes on. */
  end: 'complete' | { readonly error: Record<string, unknown> & Error } | undefined;
  readonly subscription: Subscription;
  /** Settles when so many values have come; fails where it ends before. */
  readonly has: (count: number) => Promise<void>;
  /** Settles with the error, or fails where it completes. */
  readonly error: () => Promise<Record<string, unknown> & Error>;
  /** Settles with all values when it completes, or fails with its error. */
  readonly all: () => Promise<readonly T[]>;
}

/** Subscribes at once, and notes what comes. */
export function record<T>(source: Observable<T>): Recording<T> {
  const waiting: (() => void)[] = [];
  const values: T[] = [];
  const tell = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const end = (how: Recording<T>['end']): void => {
    recording.end = how;
    tell();
  };
  const changed = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const over = async (): Promise<Recording<T>['end']> => {
    while (recording.end === undefined) await changed();
    return recording.end;
  };
  const recording: { -readonly [K in keyof Recording<T>]: Recording<T>[K] } = {
    values,
    end: undefined,
    subscription: undefined as never,
    async has(count) {
      while (values.length < count && recording.end === undefined) await changed();
      if (typeof recording.end === 'object') throw recording.end.error;
      if (values.length < count) throw new Error(`it completed after ${values.length}, where ${count} were due`);
    },
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
    next(value) {
      values.push(value);
      tell();
    },
    error: (error) => end({ error: error as never }),
    complete: () => end('complete'),
  });
  return recording;
}
