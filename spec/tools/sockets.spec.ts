import { assert } from 'chai';
import { firstValueFrom, type Observable } from 'rxjs';
import {
  type ChatSource,
  type Chunk,
  failover,
  openAICompatible,
  toAsyncIterable,
  toReadableStream,
} from '../../lib/index.ts';
import { startServer } from '../../lib/testing/index.ts';
import { runTools, settleRun, type ToolContext } from '../../lib/tools/index.ts';
import { errorOf } from '../support/outcome.ts';
import { Flood } from '../support/Flood.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';
import { notingTool, request, tool } from './parts.ts';

const MEGABYTE = 1024 * 1024;
/** What a server would send to a client that never stops reading; far more than the sockets' own buffers hold. */
const FLOOD_BYTES = 160 * MEGABYTE;
const ENOUGH_BYTES = 32 * MEGABYTE;

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
const CALL = frame(
  '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"clock","arguments":"{}"}}]},"finish_reason":null}]}',
);

describe('runTools over sockets', () => {
  let server: TcpServer;
  let flood: Flood;
  let asked: string[];

  const source = (): ChatSource => openAICompatible({ baseUrl: server.url, defaultModel: 'm' });

  beforeEach(async () => {
    flood = new Flood(text('word ').repeat(1000), FLOOD_BYTES);
    asked = [];
    server = await startTcpServer((socket, head) => {
      asked.push(head);
      if (asked.length === 1) socket.end(HEAD + CALL + finish('tool_calls') + DONE);
      else flood.pour(socket);
    });
  });
  afterEach(() => server.close());

  const quick = tool('clock', () => 'noon');
  const slow = tool('clock', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return 'noon';
  });

  const runs: Readonly<Record<string, () => Observable<unknown>>> = {
    'stream()': () => runTools(source(), { tools: [quick] }).stream(request),
    'streamEither()': () => runTools(source(), { tools: [quick] }).streamEither(request),
    'run()': () => runTools(source(), { tools: [quick] }).run(request),
    'run(), after a tool that takes its time': () => runTools(source(), { tools: [slow] }).run(request),
    'stream() of a failover': () => runTools(failover([source()]), { tools: [quick] }).stream(request),
    'stream() in a failover': () => failover([runTools(source(), { tools: [quick] })]).stream(request),
  };

  for (const [name, run] of Object.entries(runs)) {
    it(`${name}: a reader that stalls in round 2 stops the server, and one that goes on lets it go on`, async () => {
      const iterator = toAsyncIterable(run())[Symbol.asyncIterator]();
      while (!flood.hasBegun) assert.isFalse((await iterator.next()).done);

      const stopped = await flood.whenStill();
      assert.isBelow(stopped, ENOUGH_BYTES, 'the server was drained although nobody read');
      assert.isAbove(stopped, 0);

      while (flood.drainedBytes() < stopped + MEGABYTE) assert.isFalse((await iterator.next()).done);

      await iterator.return?.();
      await server.idle();
    });
  }

  it('a web stream that nobody reads on stops the server in round 2', async () => {
    const reader = toReadableStream(runTools(source(), { tools: [quick] }).stream(request)).getReader();
    while (!flood.hasBegun) await reader.read();
    assert.isBelow(await flood.whenStill(), ENOUGH_BYTES);
    await reader.cancel();
    await server.idle();
  });

  it('a tool that streams an answer of its own makes that wait, too', async () => {
    const expert = tool('clock', () => source().stream(request));
    const iterator = toAsyncIterable(runTools(source(), { tools: [expert] }).run(request))[Symbol.asyncIterator]();
    while (!flood.hasBegun) assert.isFalse((await iterator.next()).done);
    assert.isBelow(await flood.whenStill(), ENOUGH_BYTES);
    await iterator.return?.();
    await server.idle();
  });

  it('a stop in round 2 closes its socket', async () => {
    for await (const chunk of runTools(source(), { tools: [quick] }).stream(request)) if (chunk.type === 'text') break;
    await server.idle();
    assert.equal(server.connections(), 2);
  });

  it('a stop while a tool runs reaches it at once, and asks the server no more', async () => {
    const controller = new AbortController();
    const started = new Promise<AbortSignal>((resolve) => {
      const endless = tool('clock', (_, { signal }: ToolContext) => {
        resolve(signal);
        return new Promise(() => undefined);
      });
      const runner = runTools(source(), { tools: [endless] });
      void errorOf(runner.stream({ ...request, signal: controller.signal }));
    });
    const signal = await started;
    controller.abort();
    assert.isTrue(signal.aborted);
    await server.idle();
    assert.equal(server.connections(), 1);
  });
});

describe('runTools with the embedded server', () => {
  it('runs the calls of its answer, and sends their results', async () => {
    const server = await startServer({ paceMs: 0, answer: ({ round }) => (round === 0 ? 'tool-calls' : 'default') });
    const weather = notingTool('weather');
    const long = 'x'.repeat(MEGABYTE);
    const time = tool('time', () => long);
    const runner = runTools(openAICompatible(server.openAI), { tools: [weather, time] });
    const settled = await firstValueFrom(runner.run({ ...request, model: 'm' }).pipe(settleRun()));
    assert.deepInclude(settled, { _tag: 'Right' });
    assert.deepEqual(weather.calls, [{ id: 'call_canned_0', name: 'weather', arguments: '{"city":"Zürich"}' }]);
    const [first, second] = server.requests.map(({ body }) => JSON.parse(body) as Record<string, unknown[]>);
    assert.deepEqual(first?.['tools'], [
      { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } },
      { type: 'function', function: { name: 'time', parameters: { type: 'object' } } },
    ]);
    assert.deepEqual(second?.['messages']?.slice(2), [
      { role: 'tool', tool_call_id: 'call_canned_0', content: 'weather' },
      { role: 'tool', tool_call_id: 'call_canned_1', content: long },
    ]);
    await server.close();
  });

  it('the last round is sent with tool_choice none and its tools', async () => {
    const server = await startServer({ paceMs: 0 });
    const runner = runTools(openAICompatible(server.openAI), { tools: [notingTool('x')], maxRounds: 1 });
    const chunks: Chunk[] = [];
    for await (const chunk of runner.stream({ ...request, model: 'm' })) chunks.push(chunk);
    assert.equal(chunks.at(-1)?.type, 'finish');
    const body = JSON.parse(server.requests[0]?.body ?? '') as Record<string, unknown>;
    assert.equal(body['tool_choice'], 'none');
    assert.lengthOf(body['tools'] as unknown[], 1);
    await server.close();
  });
});
