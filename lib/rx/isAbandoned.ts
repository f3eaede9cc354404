import { consumersOf } from './consumersOf.ts';

/**
 * Has a consumer behind this subscriber left already, so that it is about to be unsubscribed too? While many are torn down one by one,
 * those whose turn is yet to come do not know it of themselves.
 */
export function isAbandoned(subscriber: unknown): boolean {
  for (const consumer of consumersOf(subscriber)) {
    // At the end of the way RxJS may have an observer of its own that is no subscription, and always closed.
    if ('unsubscribe' in consumer && 'closed' in consumer && consumer.closed === true) return true;
  }
  return false;
}
