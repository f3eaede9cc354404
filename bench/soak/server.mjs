// The server, a process of its own. It plays what a request's model names, and counts sockets and requests.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { badFrameAfter, LAST_WORD, wordsOf } from './answers.mjs';

/** A reset throws away what is still on its way: the last word gets time to arrive. */
const BEFORE_RESET_MS = 25;
const WORDS_A_PACKET = 6;

const sockets = new Set();
const asked = {};
let peak = 0;

const server = createServer(async (request, response) => {
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  try {
    const question = JSON.parse(await text(request));
    asked[question.model] = (asked[question.model] ?? 0) + 1;
    await play(response, question);
  } catch {
    response.destroy();
  }
});

// It closes no socket because of its age: one that the client leaves open is to stay.
Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
server.on('connection', (socket) => {
  sockets.add(socket);
  peak = Math.max(peak, sockets.size);
  socket.on('close', () => sockets.delete(socket));
});

async function play(response, { model, messages, max_tokens: length }) {
  if (model === 'refused') return void response.writeHead(503).end('{"error":{"message":"busy"}}');
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (model === 'silent') return undefined;

  const question = messages.at(-1).content;
  for (const [n, word] of wordsOf(question, length).entries()) {
    if (response.destroyed) return undefined;
    response.write(frame(JSON.stringify({ choices: [{ index: 0, delta: { content: word } }] })));
    const bad = model === 'malformed' && badFrameAfter(n, question);
    if (bad) response.write(frame(bad.data));
    if (n % WORDS_A_PACKET === 0) await delay(1);
    if (n === LAST_WORD && (await breakOff(response, model))) return undefined;
  }
  if (model === 'endless') return undefined;
  response.write(frame('{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'));
  return void response.end(frame('[DONE]'));
}

const frame = (data) => `data: ${data}\n\n`;

async function breakOff(response, model) {
  if (model === 'cut') response.destroy();
  else if (model === 'reset') {
    await delay(BEFORE_RESET_MS);
    response.socket?.resetAndDestroy();
  } else return false;
  return true;
}

process.on('message', () => process.send({ open: sockets.size, peak, asked }));
process.on('disconnect', () => process.exit());
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
await once(server, 'listening');
process.send(server.address().port);
