import { connect, type Socket } from 'node:net';
import type { EmbeddedServer } from '../../lib/testing/index.ts';

/** Asks on a bare socket for a model, and settles when the server has the request. */
export async function openRaw(server: EmbeddedServer, model: string): Promise<Socket> {
  const before = server.requests.length;
  const body = `{"model":"${model}","messages":[{"role":"user","content":"Hello"}],"stream":true}`;
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').resume();
  socket.on('error', () => undefined);
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await until(() => server.requests.length > before);
  return socket;
}

/** Settles when something has come true, which is looked at in each turn of the event loop. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
