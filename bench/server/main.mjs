// The server, a process of its own. Its parent asks it, by messages, what happened to its sockets.
import { answers } from './answers.mjs';
import { createHttpServer } from './http.mjs';

const sockets = new Set();
/** When the socket of an answer closed, by the number in its path; on the clock that all processes of a machine share. */
const closedAt = new Map();
let lastSocket;

const server = createHttpServer((path, socket) => {
  lastSocket = socket;
  const [, kind, ...settings] = path.replace(/\/v1\/chat\/completions.*$/, '').split('/');
  const number = /^id(\d+)$/.exec(settings.at(-1))?.[1];
  if (number !== undefined) socket.on('close', () => closedAt.set(Number(number), process.hrtime.bigint()));
  return answers[kind](socket, ...settings);
});
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});

const questions = {
  openSockets: () => sockets.size,
  /** Bytes of the last answer that the kernel took. */
  left: () => lastSocket.bytesWritten - lastSocket.writableLength,
  closedAt: () => Object.fromEntries([...closedAt].map(([number, at]) => [number, String(at)])),
  forget: () => {
    closedAt.clear();
    for (const socket of sockets) socket.destroy();
    return sockets.size;
  },
};

process.on('message', ({ id, question }) => process.send({ id, answer: questions[question]() }));
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
