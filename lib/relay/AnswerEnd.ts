import type { SerializedError } from '../errors/SerializedError.ts';

/**
 * How an answer in a log ended. It ends once: the first end that is recorded is the end for every reader.
 *
 * `complete`: the model reached its end. `error`: it failed, and how. `stopped`: it was stopped deliberately. `abandoned`: its writer
 * disappeared and gave no sign of life for the length of a lease.
 */
export type AnswerEnd =
  | { readonly type: 'complete' }
  | { readonly type: 'error'; readonly error: SerializedError }
  | { readonly type: 'stopped'; readonly reason?: string | undefined }
  | { readonly type: 'abandoned' };
