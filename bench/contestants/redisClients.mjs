import { createClient } from 'redis';

/** One connection for commands and one for messages, as both contestants want them. */
export async function redisClients(port) {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  const subscriber = client.duplicate();
  await Promise.all([client.connect(), subscriber.connect()]);
  return { client, subscriber };
}
