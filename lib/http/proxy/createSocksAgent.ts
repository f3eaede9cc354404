import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { SocksClient } from 'socks';
import type { TlsOptions } from '../client/tlsOptionsOf.ts';

/** What Node calls once the socket of a request is there, or is not to be had. */
type OnSocket = (error: Error | null, socket?: Socket) => void;

/**
 * An agent whose sockets go through a SOCKS 5 proxy: `socks5://` looks names up here, `socks5h://` leaves that to the proxy.
 *
 * It opens the socket to the proxy itself, so that the signal closes it during the handshake too.
 *
 * @param tls how to secure the connection to an https target; `undefined` for an http target
 */
export function createSocksAgent(proxy: string, tls: TlsOptions | undefined, signal: AbortSignal): HttpAgent {
  const agent = tls ? new HttpsAgent(tls) : new HttpAgent();
  const createConnection = (target: ClientRequestArgs, onSocket: OnSocket): void => {
    dial(new URL(proxy), target, signal)
      .then((socket) => (tls ? connectSecurely({ ...target, socket } as never) : socket))
      .then(
        (socket) => onSocket(null, socket),
        (error: Error) => onSocket(error),
      );
  };
  return Object.assign(agent, { createConnection });
}

async function dial(proxy: URL, { host: name, port }: ClientRequestArgs, signal: AbortSignal): Promise<Socket> {
  const { protocol, hostname, port: proxyPort, username, password } = proxy;
  const server = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(proxyPort) || 1080 };
  const host = protocol.toLowerCase() === 'socks5:' ? (await lookup(name ?? '')).address : (name ?? '');
  const existing_socket = connect({ ...server, signal });
  await once(existing_socket, 'connect');
  const userId = decodeURIComponent(username);
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: { ...server, type: 5, ...(userId === '' ? {} : { userId, password: decodeURIComponent(password) }) },
      destination: { host, port: Number(port) },
      command: 'connect',
      existing_socket,
    });
    return socket;
  } catch {
    // The library's own error holds the password.
    throw Object.assign(new Error('the proxy refused'), { code: 'PROXY_REFUSED' });
  }
}
