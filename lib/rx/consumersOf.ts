/**
 * The subscribers between a source and its consumer, the nearest first: each operator's holds the next one in `destination`.
 *
 * `destination` is protected in RxJS and marked as internal; this file and `operate` are the only ones that rely on it, and specs pin
 * what happens where it is missing: the way ends there, and nothing breaks.
 */
export function* consumersOf(subscriber: unknown): Generator<object> {
  let current = subscriber;
  while (typeof current === 'object' && current !== null) {
    // A step on the way may end the subscription that it belongs to, which takes its destination away.
    const next = (current as { readonly destination?: unknown }).destination;
    yield current;
    current = next;
  }
}
