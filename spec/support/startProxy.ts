import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { defaultConnectionHandler, Socks5Server } from '@pondwader/socks5-server';
import { Server as HttpProxy, type PrepareRequestFunction } from 'proxy-chain';
import { certificate } from './certificate.ts';
import { countSockets } from './startServer.ts';

const PROXY_USER = 'anna';
/** Holds what a URL has to escape. */
export const PROXY_PASSWORD = 'p@ss:w/rd%é';

/** A proxy on loopback that we did not write. */
export interface Proxy {
  /** `http://127.0.0.1:PORT`, with user and password where it wants them. */
  readonly url: string;
  readonly port: number;
  /** `host:port` of each target that it was asked for and let through, in order. */
  readonly targets: readonly string[];
  /** How many connections were ever made to it. */
  readonly connections: () => number;
  readonly openSockets: () => number;
  /** Settles once no client is connected any more. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type ProxyScheme = 'http' | 'https' | 'socks5' | 'socks5h';

interface ProxyOptions {
  /** Does it want a user and a password? */
  readonly auth?: boolean;
}

export function startProxy(scheme: ProxyScheme, options: ProxyOptions = {}): Promise<Proxy> {
  return scheme === 'http' || scheme === 'https' ? startHttpProxy(scheme, options) : startSocksProxy(scheme, options);
}

const urlOf = (scheme: ProxyScheme, port: number, auth: boolean): string => {
  const userInfo = auth ? `${PROXY_USER}:${encodeURIComponent(PROXY_PASSWORD)}@` : '';
  return `${scheme}://${userInfo}127.0.0.1:${port}`;
};

async function startHttpProxy(scheme: 'http' | 'https', { auth = false }: ProxyOptions): Promise<Proxy> {
  const targets: string[] = [];
  const prepareRequestFunction: PrepareRequestFunction = ({ hostname, port, username, password }) => {
    if (auth && (username !== PROXY_USER || password !== PROXY_PASSWORD)) return { requestAuthentication: true };
    targets.push(`${hostname}:${port}`);
    return {};
  };
  const shared = { port: 0, host: '127.0.0.1', prepareRequestFunction };
  const proxy = new HttpProxy(
    scheme === 'https' ? { ...shared, serverType: 'https', httpsOptions: certificate } : shared,
  );
  proxy.on('tlsError', () => undefined);
  const { destroyAll, ...sockets } = countSockets(proxy.server);
  await proxy.listen();
  return {
    url: urlOf(scheme, proxy.port, auth),
    port: proxy.port,
    targets,
    ...sockets,
    async close() {
      destroyAll();
      await proxy.close(true);
    },
  };
}

async function startSocksProxy(scheme: 'socks5' | 'socks5h', { auth = false }: ProxyOptions): Promise<Proxy> {
  const targets: string[] = [];
  const socks = new Socks5Server();
  if (auth) socks.setAuthHandler(({ username, password }) => username === PROXY_USER && password === PROXY_PASSWORD);
  socks.setConnectionHandler((connection, sendStatus) => {
    targets.push(`${connection.destAddress}:${connection.destPort}`);
    defaultConnectionHandler(connection, sendStatus);
    // The package reads no more once its target has closed, and would never hear that the client has closed too.
    connection.socket.on('finish', () => connection.socket.unpipe().resume());
  });
  const server = createServer((socket) => void socks._handleConnection(socket));
  const { destroyAll, ...sockets } = countSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: urlOf(scheme, port, auth),
    port,
    targets,
    ...sockets,
    async close() {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}
