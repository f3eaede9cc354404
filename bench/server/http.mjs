import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/**
 * A bare HTTP/1.1 server: it reads requests and leaves the writing of answers to `answer(path, socket)`, so that an answer costs
 * the server a write per packet and no more. A connection takes one request after another. With a certificate it speaks TLS.
 */
export function createHttpServer(answer, certificate) {
  const options = { noDelay: true, ...certificate };
  return certificate ? createTlsServer(options, serveAll) : createServer(options, serveAll);

  function serveAll(socket) {
    let received = Buffer.alloc(0);
    let busy = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      void serve();
    });

    async function serve() {
      if (busy) return;
      const request = parseRequest(received);
      if (!request) return;
      received = received.subarray(request.length);
      busy = true;
      await answer(request.path, socket);
      busy = false;
      void serve();
    }
  }
}

/** The first request in these bytes, once its body is there too. */
function parseRequest(bytes) {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = bytes.latin1Slice(0, headEnd);
  const length = headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return bytes.length < length ? undefined : { length, path: head.split(' ')[1] };
}

/** The head of a streamed answer. */
export function headOf({ keepAlive = true } = {}) {
  const connection = keepAlive ? 'keep-alive' : 'close';
  return Buffer.from(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n' +
      `connection: ${connection}\r\nx-request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
}

/** A whole answer, for our own questions. */
export function writeJson(socket, value) {
  const body = JSON.stringify(value);
  socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
}

/** One HTTP chunk. */
export const chunkOf = (...pieces) => {
  const body = Buffer.concat(pieces);
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
};

export const END = Buffer.from('0\r\n\r\n');

/** Writes packet by packet, each with a write of its own; waits while the socket is full, and lets others in between. */
export async function writeAll(socket, packets) {
  let written = 0;
  for (const packet of packets) {
    if (socket.destroyed) return;
    if (!socket.write(packet)) await drained(socket);
    else if (++written % 64 === 0) await new Promise(setImmediate);
  }
}

/** The same with a turn of the event loop after each packet. */
export async function writeInTurns(socket, packets) {
  for (const packet of packets) {
    await writeAll(socket, [packet]);
    await new Promise(setImmediate);
  }
}

const drained = (socket) =>
  new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
    if (socket.destroyed) done();
  });
