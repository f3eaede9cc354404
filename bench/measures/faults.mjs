import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { concatMap, defer, from, retry } from 'rxjs';

export const title = 'What goes wrong: a stop, a cut, a broken frame, a retry, a refused key';

/** Long enough for any client to close its socket, or not to. */
const PATIENCE_MS = 1_500;
/** What a slow reader is offered. */
const FLOOD_BYTES = 300_000_000;

const frame = (content, finish = null) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: content === undefined ? {} : { content }, finish_reason: finish }],
  })}\n\n`;
const END = `${frame(undefined, 'stop')}data: [DONE]\n\n`;

/** What the server does with an answer whose words are `one `, `two ` and `three`. */
const FAULTS = {
  silent: (response) => response.write(frame('one ')),
  cut: (response) => response.end(frame('one ') + frame('two ')),
  broken: (response) => response.end(`${frame('one ')}data: {"id":"chatcmpl-1","choi\n\n${frame('three')}${END}`),
  flood: async (response) => {
    const packet = frame('word '.repeat(2_000)).repeat(8);
    const packets = FLOOD_BYTES / Buffer.byteLength(packet);
    for (let n = 0; n < packets && !response.destroyed; n++) {
      if (!response.write(packet)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  },
  reset: async (response, number) => {
    if (number > 1) {
      response.end(frame('one ') + frame('two ') + frame('three') + END);
      return;
    }
    response.write(frame('one ') + frame('two '));
    await delay(50);
    response.socket.destroy();
  },
};

async function startServer() {
  const asked = new Map();
  const open = new Set();
  let flooded;
  const server = createServer((request, response) => {
    const [, fault] = request.url.split('/');
    const number = (asked.get(fault) ?? 0) + 1;
    asked.set(fault, number);
    request.resume();
    if (fault === 'refused') {
      const said = request.headers.authorization;
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: { message: `Incorrect API key provided: ${said}`, code: 'invalid_api_key' } }),
      );
      return;
    }
    open.add(response.socket);
    if (fault === 'flood') flooded = response.socket;
    response.socket.once('close', () => open.delete(response.socket));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    void FAULTS[fault](response, number);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    isOpen: () => open.size > 0,
    left: () => flooded.bytesWritten - flooded.writableLength,
  };
}

/** Plays each fault to one client, wrapped in `from()` where it is no Observable already. */
export async function child({
  iterate,
  stream = (baseUrl) => defer(() => from(iterate(baseUrl))),
  retried = retry(1),
  workOn = concatMap,
}) {
  const server = await startServer();
  const play = (fault, how = (source) => source) => outcomeOf(how(stream(`${server.url}/${fault}/v1`)));
  return {
    cut: await play('cut'),
    broken: await play('broken'),
    reset: await play('reset', (source) => source.pipe(retried)),
    refused: await play('refused'),
    slow: await slow(stream(`${server.url}/flood/v1`).pipe(workOn(() => delay(100))), server),
    stop: await stop(stream(`${server.url}/silent/v1`), server),
  };
}

/** The text, how it ended, and whether the error shows the key. */
function outcomeOf(text$) {
  return new Promise((resolve) => {
    let text = '';
    text$.subscribe({
      next: (piece) => (text += piece),
      error: (error) =>
        resolve({
          text,
          ended: 'error',
          tellsKey: inspect(error, { depth: 20, showHidden: true }).includes('sk-bench'),
        }),
      complete: () => resolve({ text, ended: 'complete' }),
    });
  });
}

/** Unsubscribes behind the first word, while the model is silent. */
async function stop(text$, server) {
  const subscription = await new Promise((resolve) => {
    const made = text$.subscribe({ next: () => setImmediate(() => resolve(made)), error: () => undefined });
  });
  subscription.unsubscribe();
  await delay(PATIENCE_MS);
  return { isOpen: server.isOpen() };
}

/** Works on each piece for a while, and looks how much the server got rid of meanwhile. */
async function slow(text$, server) {
  const subscription = text$.subscribe({ error: () => undefined });
  await delay(4_000);
  const megabytes = server.left() / 1e6;
  subscription.unsubscribe();
  return { megabytes };
}

export async function measure(bench) {
  bench.print('Each client as an Observable, by `from()` where it is an iterator. What the subscriber sees.');
  const names = bench.contestants(['openai', 'ai', 'langchain', 'ours']);
  const rows = [];
  for (const name of names) {
    const found = await bench.run(name, 'faults', {});
    const fault = bench.faultOf([found]);
    rows.push(fault ? [bench.titleOf(name), fault] : [bench.titleOf(name), ...cellsOf(found)]);
  }
  bench.table(
    'What a subscriber sees',
    [
      '',
      'unsubscribed in silence',
      'cut after "one two"',
      'one broken frame',
      'slow work on each piece, 300 MB offered',
      'retry(1) after a reset',
      'a refused key',
    ],
    rows,
  );
}

const tell = ({ text, ended }) => `"${text}", ${ended}`;

function cellsOf({ stop: { isOpen }, cut, broken, slow: { megabytes }, reset, refused }) {
  return [
    isOpen ? `socket open after ${PATIENCE_MS} ms` : 'socket closed',
    tell(cut),
    tell(broken),
    `${megabytes.toFixed(1)} MB taken`,
    tell(reset),
    refused.tellsKey ? 'the error shows it' : 'the error hides it',
  ];
}
