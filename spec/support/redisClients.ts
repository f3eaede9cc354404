import { Redis } from 'ioredis';
import { createClient, createCluster } from 'redis';
import type { RedisLogOptions } from '../../lib/redis/RedisLogOptions.ts';

/** A client of Redis, as `redisLog` uses it, and how it is closed. */
export interface RedisClients {
  readonly use: Pick<RedisLogOptions, 'send' | 'subscribe'>;
  readonly close: () => void;
}

export type ClientName = 'node-redis' | 'node-redis, RESP2' | 'node-redis, a cluster' | 'ioredis';

/** The clients that people have, each with one connection for commands and one for messages. */
export const clientsOf: Readonly<Record<ClientName, (port: number) => Promise<RedisClients>>> = {
  'node-redis': (port) => nodeRedis(port, 3),
  'node-redis, RESP2': (port) => nodeRedis(port, 2),
  'node-redis, a cluster': nodeRedisCluster,
  ioredis,
};

async function nodeRedis(port: number, RESP: 2 | 3): Promise<RedisClients> {
  const client = createClient({ RESP, socket: { host: '127.0.0.1', port } });
  const subscriber = client.duplicate();
  for (const each of [client, subscriber]) each.on('error', () => undefined);
  await Promise.all([client.connect(), subscriber.connect()]);
  return {
    use: {
      send: (args) => client.sendCommand(args),
      subscribe: async (channel, listener) => {
        await subscriber.subscribe(channel, listener);
        return () => subscriber.unsubscribe(channel, listener);
      },
    },
    close() {
      client.destroy();
      subscriber.destroy();
    },
  };
}

/** As the documentation says: messages stay on the node of their channel. */
async function nodeRedisCluster(port: number): Promise<RedisClients> {
  const cluster = createCluster({ rootNodes: [{ socket: { host: '127.0.0.1', port } }] });
  cluster.on('error', () => undefined);
  await cluster.connect();
  return {
    use: {
      send: ([command = '', key = '', ...args]) =>
        cluster.sendCommand(key, false, [command === 'PUBLISH' ? 'SPUBLISH' : command, key, ...args]),
      subscribe: async (channel, listener) => {
        await cluster.sSubscribe(channel, listener);
        return () => cluster.sUnsubscribe(channel, listener);
      },
    },
    close: () => cluster.destroy(),
  };
}

async function ioredis(port: number): Promise<RedisClients> {
  const client = new Redis(port, '127.0.0.1');
  const subscriber = new Redis(port, '127.0.0.1');
  for (const each of [client, subscriber]) each.on('error', () => undefined);
  const listeners = new Map<string, (message: string) => void>();
  subscriber.on('message', (channel: string, message: string) => listeners.get(channel)?.(message));
  return {
    use: {
      send: ([command = '', ...args]) => client.call(command, ...args),
      subscribe: async (channel, listener) => {
        listeners.set(channel, listener);
        await subscriber.subscribe(channel);
        return () => {
          listeners.delete(channel);
          return subscriber.unsubscribe(channel);
        };
      },
    },
    close() {
      client.disconnect();
      subscriber.disconnect();
    },
  };
}
