// The server, a process of its own. `/ask/…` tells what happened to the other answers' sockets.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { answers, endPaced } from './answers.mjs';
import { createHttpServer, writeJson } from './http.mjs';

/** The sockets of the answers that have a number, the last part of their path: `/…/id7/v1/chat/completions`. */
const socketOf = new Map();
/** When they closed, on the clock that all processes of a machine share. */
const closedAt = new Map();
/** The connections over TLS that are open, and how many were opened since the last `forget`. */
const tlsSockets = new Set();
let tlsOpened = 0;

const questions = {
  /** Of every answer with a number: when its socket closed, null while it is open. */
  closes: () => Object.fromEntries([...socketOf.keys()].map((id) => [id, closedAt.get(id)?.toString() ?? null])),
  /** How many bytes of an answer the kernel took. */
  left: (id) => socketOf.get(id).bytesWritten - socketOf.get(id).writableLength,
  tlsOpened: () => tlsOpened,
  /** Closes the connections over TLS, as a server does with idle ones; comes back when the client has closed them as well. */
  async closeTls() {
    await Promise.all([...tlsSockets].map((socket) => new Promise((resolve) => socket.end().on('close', resolve))));
    return null;
  },
  endPaced,
  forget: () => {
    closedAt.clear();
    socketOf.clear();
    tlsOpened = 0;
    return null;
  },
};

async function answer(path, socket) {
  const [, kind, ...settings] = path.replace(/\/v1\/chat\/completions.*$/, '').split('/');
  if (kind === 'ask') return writeJson(socket, await questions[settings[0]](settings[1]));
  const id = settings.at(-1);
  if (id?.startsWith('id')) {
    socketOf.set(id, socket);
    socket.on('close', () => closedAt.set(id, process.hrtime.bigint()));
  }
  return answers[kind](socket, ...settings);
}

const read = (name) => readFileSync(new URL(`tls/${name}`, import.meta.url));

const server = createHttpServer(answer);
const tlsServer = createHttpServer(answer, { key: read('key.pem'), cert: read('certificate.pem') });
tlsServer.on('connection', () => tlsOpened++);
tlsServer.on('secureConnection', (socket) => {
  tlsSockets.add(socket);
  socket.on('close', () => tlsSockets.delete(socket));
});

process.on('disconnect', () => process.exit());
const listening = [server, tlsServer].map((each) =>
  once(each.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }), 'listening'),
);
await Promise.all(listening);
process.send([server, tlsServer].map((each) => each.address().port));
