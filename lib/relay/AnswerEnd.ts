import type { SerializedError } from '../errors/SerializedError.ts';

/**
 * How an answer in a log ended. It ends once, and whoever said so first has said it for every reader.
 *
 * `complete`: the model came to its end. `error`: it failed, and how. `stopped`: somebody wanted no more of it. `abandoned`: who wrote it
 * went away and gave no sign of life for the length of a lease.
 */
export type AnswerEnd =
  | { readonly type: 'complete' }
  | { readonly type: 'error'; readonly error: SerializedError }
  | { readonly type: 'stopped'; readonly reason?: string | undefined }
  | { readonly type: 'abandoned' };
