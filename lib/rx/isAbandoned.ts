import { consumersOf } from './consumersOf.ts';

/**
 * Has a consumer of this subscriber left already, so that it is about to be unsubscribed too? While many subscriptions are torn down one by
 * one, those whose turn is yet to come are still open.
 */
export function isAbandoned(subscriber: unknown): boolean {
  for (const consumer of consumersOf(subscriber)) {
    // At the end of the way RxJS may have an observer of its own that is no subscription, and always closed.
    if ('unsubscribe' in consumer && 'closed' in consumer && consumer.closed === true) return true;
  }
  return false;
}
