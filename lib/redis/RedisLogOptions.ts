import * as t from 'io-ts';
import { members } from '../codec/members.ts';

/** Options of `redisLog`. */
export interface RedisLogOptions {
  /**
   * Sends one command with its arguments, and gives the reply: `sendCommand` of node-redis, `call` of ioredis and iovalkey. The second argument is
   * the key or channel in every case, for a client of a cluster; send `SPUBLISH` for `PUBLISH` there, and subscribe by `SSUBSCRIBE`, or readers
   * that other nodes serve are not counted.
   */
  readonly send: (args: string[]) => Promise<unknown>;
  /**
   * Listens to one channel, and gives how to stop that. One connection for all channels is best: a client in subscriber mode.
   */
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<() => void>;
  /** What every key begins with: `rxllm:{ID}`. @default 'rxllm' */
  readonly prefix?: string | undefined;
  /**
   * How long a writer may give no sign of life before its answer counts as abandoned, in milliseconds; also how long a command is tried where Redis
   * cannot be reached. Writers give a sign of life at least three times in it.
   *
   * @default 15_000
   */
  readonly leaseMs?: number | undefined;
  /** How long an answer stays after the last sign of life of its writer, in milliseconds; longer than `leaseMs`. @default 3_600_000 */
  readonly ttlMs?: number | undefined;
  /** How long an answer stays after its end, in milliseconds. @default 300_000 */
  readonly keepMs?: number | undefined;
}

const AFunction = t.refinement(t.unknown, (value) => typeof value === 'function', 'a function') as never;
const Milliseconds = t.refinement(
  t.number,
  (value) => Number.isInteger(value) && value >= 1,
  'a whole number of milliseconds of at least 1',
);

/** The codec of `RedisLogOptions`. */
export const RedisLogOptionsCodec: t.Type<RedisLogOptions> = members<RedisLogOptions>(
  'an object of options',
  {
    send: AFunction,
    subscribe: AFunction,
    prefix: t.string,
    leaseMs: Milliseconds,
    ttlMs: Milliseconds,
    keepMs: Milliseconds,
  },
  { required: ['send', 'subscribe'], noun: 'option' },
);
