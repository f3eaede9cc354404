import type { SseEvent } from './SseEvent.ts';

/** Options of `parseSse`. */
export interface ParseSseOptions {
  /**
   * Called for each `retry` field, in milliseconds. After `splitLines` also for one in an unterminated last line: the standard
   * ignores that, but a line does not show how it ended.
   */
  readonly onRetry?: ((milliseconds: number) => void) | undefined;
  /** Called for each line whose field the standard ignores, except comments. */
  readonly onIgnored?: ((line: string) => void) | undefined;
  /** Reads such a line as data after all, if it returns text. */
  readonly dataOf?: ((line: string) => string | undefined) | undefined;
  /**
   * An event whose data is larger is an `EventTooLargeError`.
   *
   * @default 16 MiB
   */
  readonly maxEventBytes?: number | undefined;
  /**
   * Decides whether to emit a last event that no empty line closes. The standard discards it, and so does the default; some servers
   * forget the last empty line.
   */
  readonly keepUnterminated?: ((event: SseEvent) => boolean) | undefined;
}
