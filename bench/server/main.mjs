// The server, a process of its own. `/ask/…` tells what happened to the other answers' sockets.
import { answers, endPaced } from './answers.mjs';
import { createHttpServer, writeJson } from './http.mjs';

/** The sockets of the answers that have a number, the last part of their path: `/…/id7/v1/chat/completions`. */
const socketOf = new Map();
/** When they closed, on the clock that all processes of a machine share. */
const closedAt = new Map();

const questions = {
  /** Of every answer with a number: when its socket closed, null while it is open. */
  closes: () => Object.fromEntries([...socketOf.keys()].map((id) => [id, closedAt.get(id)?.toString() ?? null])),
  /** How many bytes of an answer the kernel took. */
  left: (id) => socketOf.get(id).bytesWritten - socketOf.get(id).writableLength,
  endPaced,
  forget: () => {
    closedAt.clear();
    socketOf.clear();
    return null;
  },
};

const server = createHttpServer((path, socket) => {
  const [, kind, ...settings] = path.replace(/\/v1\/chat\/completions.*$/, '').split('/');
  if (kind === 'ask') return writeJson(socket, questions[settings[0]](settings[1]));
  const id = settings.at(-1);
  if (id?.startsWith('id')) {
    socketOf.set(id, socket);
    socket.on('close', () => closedAt.set(id, process.hrtime.bigint()));
  }
  return answers[kind](socket, ...settings);
});

process.on('disconnect', () => process.exit());
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => process.send(server.address().port));
