import type { Socket } from 'node:net';
import { assert } from 'chai';
import { firstValueFrom, type Observable } from 'rxjs';
import {
  type ChatRequest,
  type ChatSource,
  type Chunk,
  failover,
  hedge,
  openAICompatible,
  retryRequest,
  toAsyncIterable,
  toText,
} from '../../lib/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, finish, text } from '../support/wire.ts';
import { request } from './fakeSource.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
const BUSY = 'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\nretry-after: 0\r\n\r\n';

/** What a server does with a request, by the first part of its path. */
const behaviours = {
  silent: () => undefined,
  mute: (socket: Socket) => socket.write(HEAD),
  busy: (socket: Socket) => socket.end(BUSY),
  reset: (socket: Socket) => socket.resetAndDestroy(),
  empty: (socket: Socket) => socket.end(`${HEAD}${DONE}`),
  endless: (socket: Socket) => {
    socket.write(HEAD + text('one'));
    const timer = setInterval(() => socket.write(text('more')), 5);
    socket.on('close', () => clearInterval(timer));
  },
  whole: (socket: Socket) => socket.end(HEAD + text('Hello') + finish('stop') + DONE),
} satisfies Record<string, (socket: Socket) => unknown>;

const textOf = async (answer: Observable<Chunk>): Promise<string> =>
  (await outcomeOf(answer.pipe(toText()))).values.join('');

describe('sockets of compositions', () => {
  let server: TcpServer;

  before(async () => {
    server = await startTcpServer((socket, head) => {
      const kind = /^POST \/([a-z]+)\//.exec(head)?.[1] ?? '';
      behaviours[kind as keyof typeof behaviours](socket);
    });
  });
  after(() => server.close());

  const source = (kind: keyof typeof behaviours): ChatSource =>
    openAICompatible({ baseUrl: `${server.url}/${kind}`, defaultModel: 'm', name: kind });

  it('failover closes what failed before it asks the next, and all when it is done', async () => {
    const kinds = ['busy', 'reset', 'empty', 'whole'] as const;
    const before = server.connections();
    assert.equal(await textOf(failover(kinds.map(source)).stream(request)), 'Hello');
    await server.idle();
    assert.equal(server.connections() - before, kinds.length);
  });

  it('hedge closes the losers while the winner still talks', async () => {
    const losers = [source('silent'), source('mute'), source('silent')];
    const answer = hedge([...losers, source('endless')], { delayMs: 2 }).stream(request);
    const iterator = answer[Symbol.asyncIterator]();
    const before = server.connections();
    while ((await iterator.next()).value?.type !== 'text');
    assert.equal(server.connections() - before, 4);
    while (server.openSockets() > 1) await iterator.next();
    assert.deepInclude((await iterator.next()).value, { type: 'text', text: 'more' });
    await iterator.return?.();
    await server.idle();
  });

  it('retryRequest leaves none of its tries open, nor anything while it waits', async () => {
    const before = server.connections();
    const answer = source('busy')
      .stream(request)
      .pipe(retryRequest({ maxRetries: 3 }));
    assert.deepInclude((await outcomeOf(answer)).error as object, { name: 'ProviderError', kind: 'overloaded' });
    await server.idle();
    assert.equal(server.connections() - before, 4);

    const waiting = source('reset')
      .stream(request)
      .pipe(retryRequest({ baseDelayMs: 1e6, maxDelayMs: 1e6 }))
      .subscribe();
    while (server.connections() - before < 5) await new Promise((resolve) => setImmediate(resolve));
    await server.idle();
    waiting.unsubscribe();
  });

  const nested = (): ChatSource =>
    failover([
      source('busy'),
      hedge([source('silent'), failover([source('reset'), source('endless')]), source('mute')], { delayMs: 1 }),
    ]);

  describe('2,000 cancelled answers', () => {
    // The stack traces of thousands of errors, mapped to the sources, would cost more than all the rest.
    const { stackTraceLimit } = Error;
    before(() => void (Error.stackTraceLimit = 0));
    after(() => void (Error.stackTraceLimit = stackTraceLimit));

    const answers: readonly ((asked: ChatRequest) => Observable<Chunk>)[] = [
      (asked) => source('endless').stream(asked).pipe(retryRequest()),
      (asked) =>
        source('busy')
          .stream(asked)
          .pipe(retryRequest({ maxRetries: 50 })),
      (asked) => failover([source('reset'), source('silent')]).stream(asked),
      (asked) => failover([source('mute'), source('whole')]).stream(asked),
      (asked) => hedge([source('silent'), source('mute'), source('endless')], { delayMs: 1 }).stream(asked),
      (asked) => nested().stream(asked).pipe(retryRequest()),
    ];

    /** Ways to have enough: at once, a little later, at the first chunk, by the signal, out of a loop. */
    const cancellations: readonly ((
      answer: (asked: ChatRequest) => Observable<Chunk>,
      turn: number,
    ) => Promise<void>)[] = [
      async (answer) =>
        answer(request)
          .subscribe({ error: () => undefined })
          .unsubscribe(),
      async (answer, turn) => {
        const subscription = answer(request).subscribe({ error: () => undefined });
        await new Promise((resolve) => setTimeout(resolve, turn % 12));
        subscription.unsubscribe();
      },
      async (answer, turn) => {
        const controller = new AbortController();
        const outcome = outcomeOf(answer({ ...request, signal: controller.signal }));
        await new Promise((resolve) => setTimeout(resolve, turn % 12));
        controller.abort();
        const { error } = await outcome;
        if (error !== undefined) assert.include(['AbortError', 'ProviderError'], (error as Error).name);
      },
      async (answer, turn) => {
        const iterator = toAsyncIterable(answer(request))[Symbol.asyncIterator]();
        const first = iterator.next().catch(() => undefined);
        await Promise.race([first, new Promise((resolve) => setTimeout(resolve, turn % 12))]);
        await iterator.return?.();
      },
      async () => void (await firstValueFrom(nested().stream(request))),
    ];

    it('leave no socket', async function () {
      this.timeout(300_000);
      const before = server.connections();
      let turn = 0;
      const worker = async (): Promise<void> => {
        while (turn < 2_000) {
          const mine = turn++;
          const cancel = cancellations[mine % cancellations.length] as (typeof cancellations)[number];
          const answer = answers[Math.floor(mine / cancellations.length) % answers.length] as (typeof answers)[number];
          await cancel(answer, mine);
        }
      };
      await Promise.all(Array.from({ length: 50 }, worker));
      await server.idle();
      assert.equal(server.openSockets(), 0);
      assert.isAbove(server.connections() - before, 1_000, 'most were really asked');
    });
  });
});
