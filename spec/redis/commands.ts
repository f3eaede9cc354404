import type { RedisClients } from '../support/redisClients.ts';

/** A client that notes what it is told, but for the texts of an answer. */
export interface NotedClients {
  readonly use: RedisClients['use'];
  readonly commands: string[][];
  readonly subscribed: string[];
}

export function noteCommands({ use }: RedisClients): NotedClients {
  const commands: string[][] = [];
  const subscribed: string[] = [];
  return {
    commands,
    subscribed,
    use: {
      send(args) {
        commands.push(args);
        return use.send(args);
      },
      subscribe(channel, listener) {
        subscribed.push(channel);
        return use.subscribe(channel, listener);
      },
    },
  };
}
