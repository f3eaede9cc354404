import { assert } from 'chai';
// oxlint-disable-next-line no-restricted-imports -- the test scheduler has no other door, and specs are not published
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { ChatStreamError } from '../../lib/errors/ChatStreamError.ts';

/**
 * Runs a spec in virtual time. The marbles of a source and of what is expected stand below each other, and are compared frame by
 * frame, subscriptions too.
 */
export function runMarbles(act: (helpers: RunHelpers) => void): void {
  new TestScheduler((actual, expected) => assert.deepEqual(withErrorsAsData(actual), withErrorsAsData(expected))).run(
    act,
  );
}

/** Two errors are equal to chai when their messages are. Ours have to be equal in all that they say. */
function withErrorsAsData(frames: unknown): unknown {
  if (!Array.isArray(frames)) return frames;
  return frames.map((frame: { readonly notification?: { readonly error?: unknown } } | null) => {
    const error = frame?.notification?.error;
    return error instanceof ChatStreamError
      ? { ...frame, notification: { ...frame?.notification, error: error.toJSON() } }
      : frame;
  });
}
