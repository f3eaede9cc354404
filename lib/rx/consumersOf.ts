/**
 * The subscribers between a source and its consumer, nearest first: each operator's subscriber holds the next one in `destination`.
 *
 * `destination` is protected in RxJS and marked as internal. Only this file and `operate` rely on it, and specs check what happens
 * where it is missing: the path ends there, and nothing breaks.
 */
export function* consumersOf(subscriber: unknown): Generator<object> {
  let current = subscriber;
  while (typeof current === 'object' && current !== null) {
    // A step may end the subscription that it belongs to, which removes its destination.
    const next = (current as { readonly destination?: unknown }).destination;
    yield current;
    current = next;
  }
}
