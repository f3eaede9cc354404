import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { countSockets } from '../support/startServer.ts';

/** A server of Node's on loopback. */
export interface NodeServer {
  readonly url: string;
  readonly port: number;
  readonly openSockets: () => number;
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function serveNode(listener: RequestListener): Promise<NodeServer> {
  const server = createServer(listener);
  const { destroyAll, openSockets, idle } = countSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    openSockets,
    idle,
    async close() {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The head of a response; its body is still to come. */
export async function open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { headers, agent: false }), 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

/** The rest of a body, and whether it ended as it should. */
export async function bodyOf(response: IncomingMessage): Promise<{ readonly body: string; readonly whole: boolean }> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of response) pieces.push(piece as Buffer);
  } catch {
    return { body: Buffer.concat(pieces).toString(), whole: false };
  }
  return { body: Buffer.concat(pieces).toString(), whole: response.complete };
}

/** Sends bytes as they are, and gives the socket: nothing is read of it. */
export async function sendRaw(port: number, bytes: string | Uint8Array): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

/** Everything that the server answers to these bytes until it closes. */
export async function exchangeRaw(port: number, bytes: string | Uint8Array): Promise<string> {
  const socket = await sendRaw(port, bytes);
  let text = '';
  socket.on('data', (piece) => (text += String(piece)));
  await once(socket, 'close');
  return text;
}
