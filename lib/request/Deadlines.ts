import type * as t from 'io-ts';
import { MillisecondsOrFalse } from '../codec/MillisecondsOrFalse.ts';
import { members } from '../codec/members.ts';

/** Deadlines of one answer, in milliseconds; `false` turns one off. */
export interface Deadlines {
  /**
   * From sending to the headers.
   *
   * @default 300_000, or 600_000 with `stream: false`
   */
  readonly headersMs?: number | false | undefined;
  /**
   * From the headers to the first content chunk.
   *
   * @default 300_000
   */
  readonly firstContentMs?: number | false | undefined;
  /**
   * From one content chunk to the next, or to the end marker.
   *
   * @default 120_000
   */
  readonly idleMs?: number | false | undefined;
  /**
   * From sending to the end.
   *
   * @default false
   */
  readonly totalMs?: number | false | undefined;
}

/** The codec of `Deadlines`. */
export const Deadlines: t.Type<Deadlines> = members<Deadlines>(
  'an object of deadlines',
  {
    headersMs: MillisecondsOrFalse,
    firstContentMs: MillisecondsOrFalse,
    idleMs: MillisecondsOrFalse,
    totalMs: MillisecondsOrFalse,
  },
  { noun: 'deadline' },
);
