import { consumersOf } from './consumersOf.ts';

/**
 * Whether a consumer of this subscriber has already left, so that the subscriber is about to be unsubscribed too. While many
 * subscriptions are torn down one after another, those whose turn has not come are still open.
 */
export function isAbandoned(subscriber: unknown): boolean {
  for (const consumer of consumersOf(subscriber)) {
    // The chain may end in an observer of RxJS's own that is not a subscription and is always closed.
    if ('unsubscribe' in consumer && 'closed' in consumer && consumer.closed === true) return true;
  }
  return false;
}
