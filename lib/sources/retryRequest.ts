import * as t from 'io-ts';
import { defer, type MonoTypeOperatorFunction, type Observable, retry, timer } from 'rxjs';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { toDelay } from '../rx/toDelay.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import type { ChatStreamError } from '../errors/ChatStreamError.ts';
import { isChatStreamError } from '../errors/isChatStreamError.ts';
import { signalOf } from '../errors/signalOf.ts';
import { isEnvelope, isMalformed } from '../chunk/isOutput.ts';
import { holdUntilContent } from './holdUntilContent.ts';

/** Options of `retryRequest`. */
export interface RetryRequestOptions {
  /**
   * How many further attempts.
   *
   * @default 2
   */
  readonly maxRetries?: number | undefined;
  /**
   * The longest wait before the first retry, in milliseconds. It doubles for each further one.
   *
   * @default 500
   */
  readonly baseDelayMs?: number | undefined;
  /**
   * The longest wait before any retry.
   *
   * @default 30_000
   */
  readonly maxDelayMs?: number | undefined;
  /**
   * If a provider asks to wait longer than this, its error passes on at once.
   *
   * @default 60_000
   */
  readonly maxRetryAfterMs?: number | undefined;
}

const NotNegative = t.refinement(t.number, (n) => n >= 0, 'a number of at least 0');
const Options = members<RetryRequestOptions>(
  'an object',
  { maxRetries: NotNegative, baseDelayMs: NotNegative, maxDelayMs: NotNegative, maxRetryAfterMs: NotNegative },
  { noun: 'option' },
);

/**
 * Sends the request again after a retryable failure, as long as nothing was emitted that a second attempt would repeat.
 *
 * ```text
 * source     --#                     retryable, no content yet
 *              ~~~--s"Hel"--#        then an error after content
 * result     --------s"Hel"--#
 * ```
 *
 * It waits exactly as long as the provider asked for (`retryAfterMs`), else a random time up to `baseDelayMs`, doubled for each
 * further attempt ("full jitter"). An abort of the request's signal ends the wait.
 *
 * Malformed frames of `streamEither()` are not content: they are emitted as they arrive, and again if they arrive again. A `start` that
 * comes before content waits for it, so that it is emitted once.
 *
 * Throws `InvalidRequestError` for bad options; raises the error of the last attempt.
 *
 * @example
 * ```ts
 * import { autonomousAI, retryRequest, toText } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(retryRequest({ maxRetries: 3 }), toText())
 *   .subscribe((piece) => process.stdout.write(piece));
 * ```
 */
export function retryRequest<T>(options: RetryRequestOptions = {}): MonoTypeOperatorFunction<T> {
  decodeOrThrow(Options, options, 'options');
  const { maxRetries = 2, baseDelayMs = 500, maxDelayMs = 30_000, maxRetryAfterMs = 60_000 } = options;

  const waitFor = (error: ChatStreamError, attempt: number): number | undefined => {
    const { retryAfterMs } = error;
    if (retryAfterMs !== undefined) return retryAfterMs <= maxRetryAfterMs ? retryAfterMs : undefined;
    return Math.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  };

  return (source) =>
    defer(() => {
      let emitted = false;
      const beforeRetry = (error: unknown, attempt: number): Observable<unknown> => {
        if (emitted || !isChatStreamError(error) || error.contentReceived || !error.retryable) throw error;
        const wait = waitFor(error, attempt);
        if (wait === undefined) throw error;
        return timer(toDelay(wait)).pipe(untilAborted(signalOf(error)));
      };
      return source.pipe(
        holdUntilContent<T>({
          isContent: (value) => !isMalformed(value) && !isEnvelope(value),
          onContent: () => (emitted = true),
          passes: isMalformed,
          mayBeEmpty: true,
        }),
        retry({ count: maxRetries, delay: beforeRetry }),
      );
    });
}
