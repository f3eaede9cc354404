import { assert } from 'chai';
// oxlint-disable-next-line no-restricted-imports -- the test scheduler has no other door, and specs are not published
import { type RunHelpers, TestScheduler } from 'rxjs/testing';

/**
 * Runs a spec in virtual time. The marbles of a source and of what is expected stand below each other, and are compared frame by
 * frame, subscriptions too.
 */
export function runMarbles(act: (helpers: RunHelpers) => void): void {
  new TestScheduler((actual, expected) => assert.deepEqual(actual, expected)).run(act);
}
