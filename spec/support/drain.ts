import type { Observable } from 'rxjs';

/** What a synchronous source emits up to its end; throws what it fails with. */
export function drain<T>(source: Observable<T>): T[] {
  const values: T[] = [];
  let end: 'complete' | { readonly error: unknown } | undefined;
  source.subscribe({
    next: (value) => values.push(value),
    error: (error: unknown) => (end = { error }),
    complete: () => (end = 'complete'),
  });
  if (end === undefined) throw new Error('the source did not end');
  if (end !== 'complete') throw end.error;
  return values;
}
