import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { SocksClient } from 'socks';
import type { AgentOptions } from './AgentOptions.ts';
import { signalOf } from '../client/signalOf.ts';

/**
 * An agent whose sockets go through a SOCKS 5 proxy: `socks5://` resolves names locally, `socks5h://` leaves that to the proxy.
 *
 * It opens the socket to the proxy itself, so that a signal closes it during the handshake too.
 */
export class SocksAgent extends Agent {
  readonly #proxy: URL;
  readonly #options: AgentOptions;

  constructor(proxy: string, options: AgentOptions) {
    super({ ...options.pool });
    this.#proxy = new URL(proxy);
    this.#options = options;
    Object.assign(this.options, options.tls);
  }

  override async connect(request: ClientRequest, target: AgentConnectOpts): Promise<Socket> {
    const signal = signalOf(request) ?? this.#options.signal;
    const socket = await dial(this.#proxy, target, signal);
    return target.secureEndpoint ? connectSecurely({ ...target, socket } as never) : socket;
  }
}

async function dial(proxy: URL, target: AgentConnectOpts, signal: AbortSignal | undefined): Promise<Socket> {
  const { host: name = '', port } = target as { readonly host?: string; readonly port: number | string };
  const { protocol, hostname, port: proxyPort, username, password } = proxy;
  const server = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(proxyPort) || 1080 };
  const host = protocol.toLowerCase() === 'socks5:' ? (await lookup(name)).address : name;
  const existing_socket = connect(server);
  const stop = (): void => void existing_socket.destroy();
  signal?.addEventListener('abort', stop);
  const userId = decodeURIComponent(username);
  try {
    await once(existing_socket, 'connect');
    const { socket } = await SocksClient.createConnection({
      proxy: { ...server, type: 5, ...(userId === '' ? {} : { userId, password: decodeURIComponent(password) }) },
      destination: { host, port: Number(port) },
      command: 'connect',
      existing_socket,
    });
    return socket;
  } catch (error) {
    throw withoutPassword(error);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** The error of the `socks` package contains the password; Node's error says why there is no connection. */
const withoutPassword = (error: unknown): unknown =>
  (error as NodeJS.ErrnoException).syscall === undefined
    ? Object.assign(new Error('the proxy refused'), { code: 'PROXY_REFUSED' })
    : error;
