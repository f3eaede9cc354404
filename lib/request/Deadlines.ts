import * as t from 'io-ts';
import { dispatch } from '../codec/dispatch.ts';
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

const Milliseconds = dispatch<number | false>('milliseconds above 0, or false', (value) =>
  value === false ? t.literal(false) : typeof value === 'number' && value > 0 ? t.number : undefined,
);

/** The codec of `Deadlines`. */
export const Deadlines: t.Type<Deadlines> = members<Deadlines>(
  'an object of deadlines',
  { headersMs: Milliseconds, firstContentMs: Milliseconds, idleMs: Milliseconds, totalMs: Milliseconds },
  { noun: 'deadline' },
);
