import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { Failure } from '../../session/Failure.ts';

/** Where to listen. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A listening server. */
export interface Listening {
  /** Its URL for a browser on this machine, without a slash at the end. */
  readonly url: string;
  /** Whether other machines can reach it. */
  readonly isOpen: boolean;
  /** Stops listening, and closes every connection in any state. */
  close(): Promise<void>;
}

const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Listens. A failure is explained in words. */
export async function listen(listener: RequestListener, place: Place): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, place)));
    server.listen(place.port, place.host, resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  const near = EVERYWHERE[address] ?? address;
  return {
    url: `http://${isIPv6(near) ? `[${near}]` : near}:${port}`,
    isOpen: !/^(?:127\.|::1$)/.test(address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explained({ code, message }: NodeJS.ErrnoException, { host, port }: Place): Failure {
  switch (code) {
    case 'EADDRINUSE':
      return new Failure(`port ${port} is in use`, 'choose another one with --port; 0 picks a free one');
    case 'EACCES':
      return new Failure(
        `you do not have permission to listen on port ${port}`,
        'choose another one with --port; ports from 1024 need no permission',
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Failure(`this machine has no address ${host}`, 'choose one with --host; 0.0.0.0 means all of them');
    default:
      return new Failure(`the server cannot listen: ${message}`);
  }
}
