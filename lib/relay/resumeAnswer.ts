import * as t from 'io-ts';
import { defer, type Observable } from 'rxjs';
import type { Positioned } from '../chunk/Positioned.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { checkId } from './checkId.ts';
import { readAnswer } from './readAnswer.ts';

/** Options of `resumeAnswer`. */
export interface ResumeOptions {
  /**
   * The last position that the reader has: the `Last-Event-ID` of an `EventSource`.
   *
   * @default 0, from the beginning
   */
  readonly after?: number | undefined;
}

const Position = t.refinement(
  t.number,
  (value) => Number.isSafeInteger(value) && value >= 0,
  'a whole number of at least 0',
);
const Options = members<ResumeOptions>('an object', { after: Position }, { noun: 'option' });

/**
 * Reads an answer from a log: what exists after a position, then what follows.
 *
 * ```text
 * log            1--2--3--4--5--|
 * after: 0            (123)4--5-|     a reader that comes while the answer is written
 * after: 3               --4--5-|     one that comes back
 * ```
 *
 * Cold, and for any number of readers in any process. No reader slows down the writer or another reader; one that reads at its own pace
 * (`for await`) is sent only what it takes. Each position comes once and in order.
 *
 * It ends as the answer does: an error of the writer is an error of the same class, with its `kind` and `retryable`; a stop is an
 * `AbortError` with the `reason` that was passed to `stopAnswer`; an answer whose writer disappeared is an `IncompleteAnswerError` with the
 * reason `abandoned`, and one that the log does not hold, or not completely, is one with the reason `lost`. A bad `after` is an
 * `InvalidRequestError`. All of them are error notifications.
 *
 * An id is not a credential: check who may read before you call this.
 *
 * @example
 * ```ts
 * import { memoryLog, resumeAnswer } from 'rxllm/relay';
 * import { sseChunks, toResponse } from 'rxllm/server';
 *
 * const log = memoryLog();
 *
 * export function GET(request: Request): Promise<Response> {
 *   const id = new URL(request.url).searchParams.get('id') ?? '';
 *   const after = Number(request.headers.get('last-event-id') ?? 0);
 *   return toResponse(resumeAnswer(log, id, { after }).pipe(sseChunks()), { request, resumes: true });
 * }
 * ```
 */
export function resumeAnswer(log: AnswerLog, id: string, options: ResumeOptions = {}): Observable<Positioned> {
  return defer(() => {
    checkId(id);
    decodeOrThrow(Options, options, 'options');
    return readAnswer(log, id, { after: options.after ?? 0 });
  });
}
