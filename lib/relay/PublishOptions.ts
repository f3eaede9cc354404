import * as t from 'io-ts';
import { oneOf } from '../codec/oneOf.ts';
import { dispatch } from '../codec/dispatch.ts';
import { members } from '../codec/members.ts';

/** Options of `publishAnswer` and `startAnswer`. */
export interface PublishOptions {
  /**
   * How long chunks are gathered for one append, in milliseconds. The first one after a pause does not wait.
   *
   * @default 25
   */
  readonly flushMs?: number | undefined;
  /** The maximum number of chunks in one append. @default 64 */
  readonly maxBatch?: number | undefined;
  /**
   * The maximum number of bytes in one append; a larger chunk is sent alone. A source that can pause does so while this much waits for the
   * log.
   *
   * @default 131_072
   */
  readonly maxBytes?: number | undefined;
  /**
   * How often the log is given a sign of life, in milliseconds; a third of the log's lease, if that is less.
   *
   * @default 5_000
   */
  readonly heartbeatMs?: number | undefined;
  /**
   * What happens to an answer that nobody reads: it is finished, or stopped, at once or after this many milliseconds. This depends on the
   * number of readers that the log reports with each append; while the model is silent, the log is asked every second, or as often as
   * `heartbeatMs` specifies.
   *
   * @default 'finish'
   */
  readonly whenUnread?: 'finish' | 'stop' | { readonly stopAfterMs: number } | undefined;
}

const AtLeast0 = t.refinement(t.number, (value) => value >= 0, 'a number of at least 0');
const Above0 = t.refinement(t.number, (value) => value > 0, 'a number above 0');
const Count = t.refinement(t.number, (value) => Number.isInteger(value) && value >= 1, 'a whole number of at least 1');
const StopAfter = members<{ readonly stopAfterMs: number }>(
  '{ stopAfterMs }',
  { stopAfterMs: AtLeast0 },
  { required: ['stopAfterMs'] },
);
const WhenUnread = dispatch<NonNullable<PublishOptions['whenUnread']>>('"finish", "stop" or { stopAfterMs }', (value) =>
  t.UnknownRecord.is(value) ? StopAfter : oneOf('finish', 'stop'),
);

/** The codec of `PublishOptions`. */
export const PublishOptionsCodec: t.Type<PublishOptions> = members<PublishOptions>(
  'an object',
  { flushMs: AtLeast0, maxBatch: Count, maxBytes: Above0, heartbeatMs: Above0, whenUnread: WhenUnread },
  { noun: 'option' },
);
