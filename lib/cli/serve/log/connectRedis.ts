import type { RedisLogOptions } from '../../../redis/RedisLogOptions.ts';
import { onAbort } from '../../../rx/onAbort.ts';
import { Failure } from '../../session/Failure.ts';
import { loadNodeRedis } from './loadNodeRedis.ts';
import type { NodeRedisClient } from './NodeRedis.ts';

/** How long a server may take to answer at first. */
const CONNECT_MS = 10_000;

/** Two connections: one for commands, and one that is told what happens. */
export interface RedisConnections {
  readonly commands: Pick<RedisLogOptions, 'send' | 'subscribe'>;
  readonly close: () => void;
}

/**
 * Connects to the Redis of a URL. A connection that is lost later comes back by itself.
 *
 * Rejects where nobody answers at first. No message holds the URL: it may have a password.
 *
 * @param tell told when the connection is lost, once each time
 */
export async function connectRedis(
  url: string,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (message: string) => void },
): Promise<RedisConnections> {
  const client = loadNodeRedis().createClient({ url });
  const subscriber = client.duplicate();
  const close = (): void => {
    for (const each of [client, subscriber]) hangUp(each);
  };
  const { host } = new URL(url);
  try {
    // One after the other: there are not two of the same message.
    for (const each of [client, subscriber]) await connected(each, signal);
  } catch (error) {
    close();
    signal.throwIfAborted();
    throw new Failure(`Redis cannot be used: ${whyOf(error)}`, `tried ${host}; check --log and the server there`);
  }
  tellOfOutages(client, (why) => tell(`Redis at ${host} cannot be reached: ${why}`));
  return {
    close,
    commands: {
      send: (args) => client.sendCommand(args),
      subscribe: async (channel, listener) => {
        await subscriber.subscribe(channel, listener);
        return () => void subscriber.unsubscribe(channel, listener).catch(() => undefined);
      },
    },
  };
}

/** The client itself would try for ever. */
function connected(client: NodeRedisClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it does not answer')), CONNECT_MS);
    const stopWaiting = onAbort(signal, () => reject(signal.reason as Error));
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      stopWaiting();
      act();
    };
    client.on('error', (error) => settle(() => reject(error)));
    client.connect().then(
      () => settle(resolve),
      (error: Error) => settle(() => reject(error)),
    );
  });
}

function tellOfOutages(client: NodeRedisClient, tell: (why: string) => void): void {
  let isOut = false;
  client.on('error', (error) => {
    if (!isOut) tell(whyOf(error));
    isOut = true;
  });
  client.on('ready', () => (isOut = false));
}

function hangUp(client: NodeRedisClient): void {
  try {
    if (client.destroy) client.destroy();
    else void Promise.resolve(client.disconnect?.()).catch(() => undefined);
  } catch {
    // It was not open.
  }
}

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
