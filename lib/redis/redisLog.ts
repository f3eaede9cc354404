import { Observable } from 'rxjs';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import type { AnswerLog } from '../relay/AnswerLog.ts';
import { END_ONLY } from '../relay/END_ONLY.ts';
import { gateOf } from '../rx/Gate.ts';
import { Channel } from './Channel.ts';
import { countHere, readersOf } from './readersHere.ts';
import { RedisAnswer, type RedisPlace } from './RedisAnswer.ts';
import { type RedisLogOptions, RedisLogOptionsCodec } from './RedisLogOptions.ts';
import { RedisReader } from './RedisReader.ts';

/** How long a subscription to a channel may take, in leases. */
const SUBSCRIBE_WITHIN = 0.6;

/**
 * A log in Redis or Valkey, over a client of your own: one process writes an answer, and any process can read and stop it.
 *
 * Each answer is one stream, `rxllm:{ID}`, and one channel, `rxllm:{ID}:c`, on one node of a cluster. Only plain commands are sent (XADD,
 * XRANGE, XREVRANGE, PEXPIRE, PTTL, PUBLISH), no scripts; Redis 6.2 or newer. Losing the connection does no harm if it returns within the
 * lease: what was not acknowledged is sent again, and counts once. If Redis itself has lost data, readers get an error and never a gap.
 *
 * If a writer gives no sign of life for `leaseMs`, any reader ends its answer as `abandoned`.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://redis.io/docs/latest/develop/data-types/streams/
 * @example With node-redis:
 * ```ts
 * import { createClient } from 'redis';
 * import { redisLog } from 'rxllm/redis';
 *
 * const client = await createClient({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' }).connect();
 * const subscriber = await client.duplicate().connect();
 *
 * const log = redisLog({
 *   send: (args) => client.sendCommand(args),
 *   subscribe: async (channel, listener) => {
 *     await subscriber.subscribe(channel, listener);
 *     return () => subscriber.unsubscribe(channel, listener);
 *   },
 * });
 * ```
 */
export function redisLog(options: RedisLogOptions): AnswerLog {
  decodeOrThrow(RedisLogOptionsCodec, options, 'options');
  const { send, subscribe, prefix = 'rxllm', leaseMs = 15_000, ttlMs = 3_600_000, keepMs = 300_000 } = options;
  const place: RedisPlace = { send, prefix, leaseMs, ttlMs, keepMs };
  const channels = new Map<string, Channel>();

  const channelOf = (name: string): Channel => {
    const known = channels.get(name);
    if (known) return known;
    const onUnused = (): void => void channels.delete(name);
    const channel = new Channel({ name, subscribe, limitMs: leaseMs * SUBSCRIBE_WITHIN, onUnused });
    channels.set(name, channel);
    return channel;
  };

  return {
    // An answer must outlive the time between two signs of life.
    leaseMs: Math.min(leaseMs, ttlMs),
    create: async (id) => new RedisAnswer(place, id).create(),
    async append(id, first, frames) {
      const answer = new RedisAnswer(place, id);
      return { readers: readersOf(answer.channel, await answer.append(first, frames)) };
    },
    seal: async (id, end) => new RedisAnswer(place, id).seal(end),
    touch: async (id) => new RedisAnswer(place, id).touch(),
    read: (id, after) =>
      new Observable((subscriber) => {
        const answer = new RedisAnswer(place, id);
        const reader = new RedisReader(answer, after, { leaseMs, subscriber });
        const channel = channelOf(answer.channel);
        const readers = after < END_ONLY ? 1 : 0;
        countHere(answer.channel, { readers });
        subscriber.add(gateOf(subscriber)?.attach({ pause: () => reader.pause(), resume: () => reader.resume() }));
        subscriber.add(() => {
          countHere(answer.channel, { readers: -readers });
          channel.remove(reader);
          reader.end();
        });
        channel.add(reader);
      }),
  };
}
