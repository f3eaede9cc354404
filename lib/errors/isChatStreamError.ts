import type { AbortError } from './AbortError.ts';
import type { AllSourcesFailedError } from './AllSourcesFailedError.ts';
import { isBranded } from './ChatStreamError.ts';
import type { ConnectionError } from './ConnectionError.ts';
import type { DeadlineError } from './DeadlineError.ts';
import type { EmptyAnswerError } from './EmptyAnswerError.ts';
import type { EventTooLargeError } from './EventTooLargeError.ts';
import type { IncompleteAnswerError } from './IncompleteAnswerError.ts';
import type { InvalidRequestError } from './InvalidRequestError.ts';
import type { MalformedFrameError } from './MalformedFrameError.ts';
import type { ProviderError } from './ProviderError.ts';
import type { QueueFullError } from './QueueFullError.ts';
import type { UnexpectedContentError } from './UnexpectedContentError.ts';
import type { UnknownModelError } from './UnknownModelError.ts';

/** The union of all error classes of this library. `name` discriminates it. */
export type AnyChatStreamError =
  | InvalidRequestError
  | UnknownModelError
  | ConnectionError
  | ProviderError
  | UnexpectedContentError
  | EmptyAnswerError
  | IncompleteAnswerError
  | DeadlineError
  | EventTooLargeError
  | MalformedFrameError
  | AbortError
  | AllSourcesFailedError
  | QueueFullError;

/**
 * Whether the value is an error of this library, or of another copy of it. The guard narrows to the union of all classes, so checking
 * `name` makes the members of that class known.
 *
 * @example
 * ```ts
 * import { isChatStreamError } from 'rxllm';
 *
 * const isWrongKey = (error: unknown): boolean =>
 *   isChatStreamError(error) && error.name === 'ProviderError' && error.kind === 'auth';
 * ```
 */
export function isChatStreamError(value: unknown): value is AnyChatStreamError {
  return isBranded(value);
}
