import type { RedisLogOptions } from '../../../redis/RedisLogOptions.ts';
import { onAbort } from '../../../rx/onAbort.ts';
import { Failure } from '../../session/Failure.ts';
import { loadNodeRedis } from './loadNodeRedis.ts';
import type { NodeRedisClient } from './NodeRedis.ts';

/** How long a server may take to answer the first time. */
const CONNECT_MS = 10_000;

/** Two connections: one for commands, and one for subscriptions. */
export interface RedisConnections {
  readonly commands: Pick<RedisLogOptions, 'send' | 'subscribe'>;
  readonly close: () => void;
}

/**
 * Connects to the Redis of a URL. A connection that is lost later is restored automatically.
 *
 * Rejects if the server does not answer at first. No message contains the URL, which may hold a password.
 *
 * @param tell called once each time the connection is lost
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
    // One after the other, so that the same message is not shown twice.
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

/** The client itself would try forever. */
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
