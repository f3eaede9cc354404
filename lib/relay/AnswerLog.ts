import type { Observable } from 'rxjs';
import type { AnswerEnd } from './AnswerEnd.ts';

/** One frame of an answer, and its place: 1, 2, 3 … */
export interface LogEntry {
  /** Where it stands in the answer, from 1. */
  readonly position: number;
  /** One chunk as text. What it looks like is no concern of the log, which gives it back as it was. */
  readonly frame: string;
}

/**
 * Where answers are written, and read by everybody: `memoryLog`, `redisLog`, or one of your own, which `answerLogContract` of
 * `rxllm/testing` tries.
 *
 * An answer has one writer, any number of readers, in any process, and one end. A log does not need to understand its frames.
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
   * How long a writer may give no sign of life before its answer counts as abandoned, in milliseconds, where the log has such a lease. A writer
   * calls `touch` at least three times in it, whatever its `heartbeatMs`.
   */
  readonly leaseMs?: number | undefined;
  /** Begins an answer. Rejects where one of this id is there already, open or ended: with an `InvalidRequestError` where it can. */
  create(id: string): Promise<void>;
  /**
   * Adds frames; the first of them has the position `first`. Idempotent by position: what is there already stays as it is, so that an
   * append whose reply was lost can be sent again. Without frames it adds nothing, and only asks who reads.
   *
   * `readers` is how many `read()` are open, in any process; those that are after `END_ONLY` are none. A log that cannot tell leaves it out.
   *
   * Rejects where the answer has ended, and where the log does not hold it (any more).
   */
  append(id: string, first: number, frames: readonly string[]): Promise<{ readonly readers?: number | undefined }>;
  /** Ends an answer. The first end stays; gives the one that stays. Rejects where the log does not hold the answer. */
  seal(id: string, end: AnswerEnd): Promise<AnswerEnd>;
  /** The writer's sign of life. Gives the end where there is one. Rejects where the log does not hold the answer. */
  touch(id: string): Promise<AnswerEnd | undefined>;
  /**
   * The frames after a position, those that are there and then those that come, each once and in order; then the end, and completes.
   *
   * A gap is an error, and so is an answer that the log does not hold (any more). A consumer that wants to wait (`for await`) is not sent
   * more than it takes: `mapAsync` of `rxllm` does that for the values of an async generator. Reads slow neither the writer nor each other.
   */
  read(id: string, after: number): Observable<LogEntry | AnswerEnd>;
}
