import * as t from 'io-ts';
import { members } from '../codec/members.ts';

/** Options of `redisLog`. */
export interface RedisLogOptions {
  /**
   * Sends one command with its arguments and returns the reply: `sendCommand` of node-redis, `call` of ioredis and iovalkey. The second
   * argument is always the key or the channel, as a cluster client needs it. With a cluster, send `SPUBLISH` in place of `PUBLISH` and
   * subscribe by `SSUBSCRIBE`; otherwise readers on other nodes are not counted.
   */
  readonly send: (args: string[]) => Promise<unknown>;
  /**
   * Listens to one channel, and returns a function that stops it. Preferably use one connection for all channels: a client in subscriber
   * mode.
   */
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<() => void>;
  /** The prefix of every key: `rxllm:{ID}`. @default 'rxllm' */
  readonly prefix?: string | undefined;
  /**
   * How long, in milliseconds, a writer may give no sign of life before its answer counts as abandoned. Also how long a command is tried
   * while Redis cannot be reached. Writers give at least three signs of life in this time.
   *
   * @default 15_000
   */
  readonly leaseMs?: number | undefined;
  /** How long an answer is kept after its writer's last sign of life, in milliseconds; longer than `leaseMs`. @default 3_600_000 */
  readonly ttlMs?: number | undefined;
  /** How long an answer is kept after its end, in milliseconds. @default 300_000 */
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
  'an object',
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
