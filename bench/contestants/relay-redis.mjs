import { overLog, redisLog } from './ourRelay.mjs';
import { redisClients } from './redisClients.mjs';

export async function connect({ redisPort }) {
  const { client, subscriber } = await redisClients(redisPort);
  const log = redisLog({
    send: (args) => client.sendCommand(args),
    subscribe: async (channel, listener) => {
      await subscriber.subscribe(channel, listener);
      return () => subscriber.unsubscribe(channel, listener);
    },
  });
  return overLog(log, () => {
    client.destroy();
    subscriber.destroy();
  });
}
