import type { Observable } from 'rxjs';
import type { AnswerEnd } from './AnswerEnd.ts';

/** One frame of an answer, and its position: 1, 2, 3 … */
export interface LogEntry {
  /** Its position in the answer, from 1. */
  readonly position: number;
  /** One chunk as text. The log does not interpret it, and returns it unchanged. */
  readonly frame: string;
}

/**
 * A place to which answers are written and from which anyone can read them: `memoryLog`, `redisLog`, or one of your own, which
 * `answerLogContract` of `rxllm/testing` tests.
 *
 * An answer has one writer, any number of readers in any process, and one end. A log does not need to understand the frames.
 *
 * @example
 * ```ts
 * import { firstValueFrom, toArray } from 'rxjs';
 * import type { AnswerEnd, AnswerLog, LogEntry } from 'rxllm/relay';
 *
 * async function readAll(log: AnswerLog, id: string): Promise<readonly (LogEntry | AnswerEnd)[]> {
 *   return firstValueFrom(log.read(id, 0).pipe(toArray()));
 * }
 * ```
 */
export interface AnswerLog {
  /**
   * How long, in milliseconds, a writer may give no sign of life before its answer counts as abandoned, if the log has such a lease. A
   * writer calls `touch` at least three times in this period, whatever its `heartbeatMs`.
   */
  readonly leaseMs?: number | undefined;
  /** Creates an answer. Rejects if the id is already taken by an open or ended answer, if possible with an `InvalidRequestError`. */
  create(id: string): Promise<void>;
  /**
   * Adds frames; the first of them has the position `first`. Idempotent by position: existing frames stay as they are, so that an append
   * whose reply was lost can be sent again. Without frames it adds nothing, and only counts the readers.
   *
   * `readers` is the number of open `read()` calls in all processes; those after `END_ONLY` do not count. A log that cannot count them
   * omits it.
   *
   * Rejects if the answer has ended, and if the log does not hold it (any more).
   */
  append(id: string, first: number, frames: readonly string[]): Promise<{ readonly readers?: number | undefined }>;
  /** Ends an answer. The first end stays, and is returned. Rejects if the log does not hold the answer. */
  seal(id: string, end: AnswerEnd): Promise<AnswerEnd>;
  /** The writer's sign of life. Returns the end if there is one. Rejects if the log does not hold the answer. */
  touch(id: string): Promise<AnswerEnd | undefined>;
  /**
   * The frames after a position, the existing ones and then the new ones, each once and in order; then the end, then completion.
   *
   * A gap is an error, and so is an answer that the log does not hold (any more). A consumer that pauses (`for await`) is not sent more
   * than it takes: `mapAsync` of `rxllm` does that for the values of an async generator. Reads slow down neither the writer nor each other.
   */
  read(id: string, after: number): Observable<LogEntry | AnswerEnd>;
}
