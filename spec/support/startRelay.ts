import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server of bare TCP, and does what networks do. */
export interface Relay {
  readonly port: number;
  readonly openSockets: () => number;
  /** How many connections were ever made. */
  readonly connections: () => number;
  /** From now on what the server says is lost on its way, though it has done what it was told. */
  readonly swallowReplies: () => void;
  /** Breaks every connection. New ones work, and hear their replies. */
  readonly kill: () => void;
  readonly close: () => Promise<void>;
}

export async function startRelay(targetPort: number): Promise<Relay> {
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket; isDeaf: boolean }>();
  let connections = 0;
  const relay = createServer((client) => {
    connections++;
    const server = connect(targetPort, '127.0.0.1');
    const pair = { client, server, isDeaf: false };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => pair.isDeaf || client.write(bytes));
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const kill = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  return {
    port: (relay.address() as AddressInfo).port,
    openSockets: () => pairs.size,
    connections: () => connections,
    swallowReplies() {
      for (const pair of pairs) pair.isDeaf = true;
    },
    kill,
    async close() {
      relay.close();
      kill();
      await once(relay, 'close');
    },
  };
}
