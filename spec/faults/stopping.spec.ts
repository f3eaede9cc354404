import { create as createClient } from 'axios';
import { assert } from 'chai';
import type { ServerResponse } from 'node:http';
import { Subject, take, takeUntil, type Observable } from 'rxjs';
import { AbortError, autonomousAI, openAICompatible, toAsyncIterable, toText } from '../../lib/index.ts';
import type { Chunk, ChunkStream, HttpClient } from '../../lib/index.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';
import { text } from '../support/wire.ts';
import { watchedController } from '../support/watchSignal.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

/** Waits for the socket to take what was written, and lets the client have its turn; says whether it is still there. */
const write = (response: ServerResponse, bytes: string): Promise<boolean> =>
  new Promise((resolve) => response.write(bytes, (error) => setImmediate(() => resolve(!error))));

const sendHead = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
};

async function talk(response: ServerResponse): Promise<void> {
  sendHead(response);
  for (;;) if (!(await write(response, text('and')))) return;
}

interface State {
  readonly answer: (response: ServerResponse) => Promise<void>;
  /** How many pieces of text the client has seen in this state. */
  readonly texts: number;
  /** Has the client seen the headers? */
  readonly headers: boolean;
}

const states: Readonly<Record<string, State>> = {
  'before the headers': { texts: 0, headers: false, answer: async () => undefined },
  'silent before content': {
    texts: 0,
    headers: true,
    async answer(response) {
      sendHead(response);
      await write(response, ': wait\n\n');
    },
  },
  'silent after content': {
    texts: 1,
    headers: true,
    async answer(response) {
      sendHead(response);
      await write(response, text('one'));
    },
  },
  talking: {
    texts: 3,
    headers: true,
    answer: talk,
  },
  'in the middle of a frame': {
    texts: 1,
    headers: true,
    async answer(response) {
      sendHead(response);
      await write(response, text('one'));
      await write(response, 'data: {"choices":[{"delta":{"cont');
    },
  },
  compressed: {
    texts: 0,
    headers: true,
    async answer(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.flushHeaders();
    },
  },
  'in the body of an error': {
    texts: 0,
    headers: true,
    async answer(response) {
      response.writeHead(500);
      await write(response, 'some');
    },
  },
};

/** Settles when the client has seen what its state says. */
class Progress {
  #texts = 0;
  #headers = false;
  #waiting: (() => void)[] = [];

  readonly onResponse = (): void => {
    this.#headers = true;
    this.#tell();
  };

  readonly onText = (): void => {
    this.#texts++;
    this.#tell();
  };

  async reach({ texts, headers }: State): Promise<void> {
    while (this.#texts < texts || headers !== (headers && this.#headers)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #tell(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

interface Started {
  readonly answer$: ChunkStream;
  readonly controller: AbortController;
  readonly progress: Progress;
  readonly state: State;
  readonly server: LoopbackServer;
}

/** Starts an answer, waits for its state, and stops it. Settles once the consumer has nothing more to wait for. */
type Way = (started: Started) => Promise<void>;

/** The server has the request, and the client is where its state says. */
async function inState({ server, progress, state }: Started): Promise<void> {
  await server.requested();
  await progress.reach(state);
}

/** What a consumer that was stopped may hear: nothing. */
const silence = {
  error: (error: unknown): void => assert.fail(`an error: ${String(error)}`),
  complete: (): void => assert.fail('it completed'),
};

async function readTexts(iterator: AsyncIterator<Chunk>, { progress, state }: Started): Promise<void> {
  for (let seen = 0; seen < state.texts;) {
    const { value } = await iterator.next();
    if (value?.type !== 'text') continue;
    seen++;
    progress.onText();
  }
}

const ways: Readonly<Record<string, Way>> = {
  async unsubscribe(started) {
    const subscription = started.answer$.subscribe({
      ...silence,
      next: ({ type }) => type === 'text' && started.progress.onText(),
    });
    await inState(started);
    subscription.unsubscribe();
  },

  async 'an operator that unsubscribes'(started) {
    const stop$ = new Subject<void>();
    const ended = new Promise<void>((resolve, reject) => {
      const text$: Observable<string> = started.answer$.pipe(toText(), takeUntil(stop$));
      text$.subscribe({ next: started.progress.onText, error: reject, complete: resolve });
    });
    await inState(started);
    stop$.next();
    await ended;
  },

  async 'return() while next() is pending'(started) {
    const iterator = started.answer$[Symbol.asyncIterator]();
    const read = readTexts(iterator, started);
    if (started.state.texts > 0) await read;
    const pending = iterator.next();
    await inState(started);
    assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
    if (started.state.texts === 0) assert.deepEqual(await pending, { done: true, value: undefined });
    else await pending;
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  },

  async 'throw() while next() is pending'(started) {
    const iterator = started.answer$[Symbol.asyncIterator]();
    await readTexts(iterator, started);
    const pending = iterator.next();
    await inState(started);
    const mine = new Error('mine');
    const thrown = await iterator.throw?.(mine).catch((error: unknown) => error);
    assert.strictEqual(thrown, mine);
    await pending;
  },

  async break(started) {
    const { state, progress } = started;
    if (state.texts === 0) return ways['return() while next() is pending']?.(started);
    let seen = 0;
    for await (const piece of toAsyncIterable(started.answer$.pipe(toText()))) {
      assert.isString(piece);
      progress.onText();
      if (++seen === state.texts) break;
    }
    return undefined;
  },

  async 'an AbortSignal'(started) {
    const ended = new Promise<unknown>((resolve) => {
      started.answer$.subscribe({
        next: ({ type }) => type === 'text' && started.progress.onText(),
        error: resolve,
        complete: () => resolve(undefined),
      });
    });
    await inState(started);
    const reason = { why: 'stop was pressed' };
    started.controller.abort(reason);
    const error = await ended;
    assert.instanceOf(error, AbortError);
    assert.strictEqual(error.reason, reason);
    assert.isFalse(error.retryable);
    assert.equal(error.contentReceived, started.state.texts > 0);
  },
};

const clients: Readonly<Record<string, HttpClient | undefined>> = {
  'in Node': undefined,
  "by axios's fetch adapter": createClient({ adapter: 'fetch' }),
};

/** Whatever was on its way has had its time. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('stopping', function () {
  // A socket is closed within milliseconds; a busy machine may take longer, a socket that leaks takes for ever.
  this.timeout(10_000);

  for (const [how, client] of Object.entries(clients)) {
    describe(how, () => {
      for (const [where, state] of Object.entries(states)) {
        for (const [by, stop] of Object.entries(ways)) {
          it(`${where}, by ${by}, closes the socket`, async () => {
            const server = await startServer(state.answer);
            const progress = new Progress();
            const { controller, listeners, added } = watchedController();
            const { onResponse } = progress;
            const provider = autonomousAI({ baseUrl: server.url, axios: client, onResponse });
            const answer$ = provider.stream({ messages, signal: controller.signal });
            try {
              await stop({ answer$, controller, progress, state, server });
              await server.released();
              assert.isAbove(added(), 0);
              assert.equal(listeners(), 0);
            } finally {
              await server.close();
            }
          });
        }
      }
    });
  }

  describe('before anything was sent', () => {
    let server: LoopbackServer;
    before(async () => (server = await startServer((response) => void response.end())));
    after(() => server.close());

    for (const [how, client] of Object.entries(clients)) {
      it(`${how}: unsubscribing in the same tick sends nothing`, async () => {
        const { controller, listeners } = watchedController();
        const provider = autonomousAI({ baseUrl: server.url, axios: client });
        provider.stream({ messages, signal: controller.signal }).subscribe(silence).unsubscribe();
        await settled();
        assert.equal(server.connections(), 0);
        assert.equal(listeners(), 0);
      });

      it(`${how}: aborting in the same tick sends nothing`, async () => {
        const { controller, listeners } = watchedController();
        const provider = autonomousAI({ baseUrl: server.url, axios: client });
        let error: unknown;
        provider.stream({ messages, signal: controller.signal }).subscribe({ error: (e: unknown) => (error = e) });
        controller.abort();
        assert.instanceOf(error, AbortError);
        await settled();
        assert.equal(server.connections(), 0);
        assert.equal(listeners(), 0);
      });
    }

    it('unsubscribing in the same tick does not trouble an interceptor', async () => {
      const client = createClient();
      let asked = false;
      client.interceptors.request.use((config) => {
        asked = true;
        return config;
      });
      autonomousAI({ baseUrl: server.url, axios: client }).stream({ messages }).subscribe(silence).unsubscribe();
      await settled();
      assert.isFalse(asked);
    });

    it('a signal that is aborted already sends nothing', async () => {
      const { controller, listeners } = watchedController();
      controller.abort('early');
      let error: unknown;
      const answer$ = autonomousAI({ baseUrl: server.url }).stream({ messages, signal: controller.signal });
      answer$.subscribe({ error: (e: unknown) => (error = e) });
      assert.instanceOf(error, AbortError);
      assert.equal(error.reason, 'early');
      await settled();
      assert.equal(server.connections(), 0);
      assert.equal(listeners(), 0);
    });

    it('return() before the first next() asks for nothing', async () => {
      const iterator = autonomousAI({ baseUrl: server.url }).stream({ messages })[Symbol.asyncIterator]();
      assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
      assert.deepEqual(await iterator.next(), { done: true, value: undefined });
      await settled();
      assert.equal(server.connections(), 0);
    });

    for (const late of ['resolves', 'rejects', 'never settles'] as const) {
      it(`while a promise of a key is pending, which later ${late}`, async () => {
        let settle: (() => void) | undefined;
        const apiKey = (): Promise<string> =>
          new Promise((resolve, reject) => {
            if (late === 'resolves') settle = () => resolve('sk-late');
            if (late === 'rejects') settle = () => reject(new Error('late'));
          });
        const provider = openAICompatible({ baseUrl: server.url, defaultModel: 'gpt', apiKey });

        const { controller, listeners } = watchedController();
        const answer$ = provider.stream({ messages, signal: controller.signal });
        const subscription = answer$.subscribe(silence);
        await settled();
        subscription.unsubscribe();
        settle?.();

        const iterator = answer$[Symbol.asyncIterator]();
        const pending = iterator.next();
        await settled();
        await iterator.return?.();
        assert.deepEqual(await pending, { done: true, value: undefined });
        settle?.();

        let error: unknown;
        answer$.subscribe({ error: (e: unknown) => (error = e) });
        await settled();
        controller.abort();
        assert.instanceOf(error, AbortError);
        settle?.();

        await settled();
        assert.equal(server.connections(), 0);
        assert.equal(listeners(), 0);
      });
    }

    it('while a request interceptor is pending', async () => {
      const client = createClient();
      let go: (() => void) | undefined;
      client.interceptors.request.use(async (config) => {
        await new Promise<void>((resolve) => (go = resolve));
        return config;
      });
      const subscription = autonomousAI({ baseUrl: server.url, axios: client }).stream({ messages }).subscribe(silence);
      await settled();
      subscription.unsubscribe();
      go?.();
      await settled();
      assert.equal(server.connections(), 0);
    });
  });

  it('while a response interceptor is pending closes the socket', async () => {
    const server = await startServer(talk);
    try {
      for (const adapter of ['http', 'fetch']) {
        const client = createClient({ adapter });
        const reached = new Promise<() => void>((tell) => {
          client.interceptors.response.use(async (response) => {
            await new Promise<void>((go) => tell(go));
            return response;
          });
        });
        const provider = autonomousAI({ baseUrl: server.url, axios: client });
        const subscription = provider.stream({ messages }).subscribe(silence);
        const go = await reached;
        subscription.unsubscribe();
        go();
        await server.released();
      }
    } finally {
      await server.close();
    }
  });

  it('from within onResponse, next and a mapping closes the socket', async () => {
    const server = await startServer(talk);
    try {
      const abortAtHead = new AbortController();
      const onResponse = (): void => abortAtHead.abort();
      const provider = autonomousAI({ baseUrl: server.url });
      await new Promise((resolve) => {
        autonomousAI({ baseUrl: server.url, onResponse })
          .stream({ messages, signal: abortAtHead.signal })
          .subscribe({ next: () => assert.fail('a chunk'), error: resolve });
      });
      await server.released();
      await new Promise<void>((complete) => {
        provider.stream({ messages }).pipe(take(1)).subscribe({ complete });
      });
      await server.released();
      await new Promise<void>((resolve) => {
        const subscription = provider.stream({ messages }).subscribe(({ type }) => {
          if (type !== 'text') return;
          subscription.unsubscribe();
          resolve();
        });
      });
      await server.released();
      assert.equal(server.connections(), 3);
    } finally {
      await server.close();
    }
  });

  for (const [how, client] of Object.entries(clients)) {
    it(`${how}: while the consumer is slow and the socket stands still closes it`, async () => {
      const server = await startServer(talk);
      try {
        const { controller, listeners } = watchedController();
        const provider = autonomousAI({ baseUrl: server.url, axios: client });
        const answer$ = provider.stream({ messages, signal: controller.signal });
        const stops: readonly ((iterator: AsyncIterator<Chunk>) => unknown)[] = [
          (iterator) => iterator.return?.(),
          (iterator) => iterator.throw?.(new Error('mine')).catch(() => undefined),
          () => controller.abort(),
        ];
        for (const stop of stops) {
          const iterator = answer$[Symbol.asyncIterator]();
          await iterator.next();
          for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
          await stop(iterator);
          await server.released();
        }
        assert.equal(listeners(), 0);
      } finally {
        await server.close();
      }
    });
  }

  it('[DONE] completes at once and closes the socket of a server that goes on', async () => {
    const server = await startServer(async (response) => {
      sendHead(response);
      await write(response, `${text('one')}data: [DONE]\n\n`);
      for (;;) if (!(await write(response, text('more')))) return;
    });
    try {
      const pieces: string[] = [];
      await new Promise<void>((complete, error) => {
        autonomousAI({ baseUrl: server.url })
          .stream({ messages })
          .pipe(toText())
          .subscribe({ next: (piece) => pieces.push(piece), error, complete });
      });
      assert.deepEqual(pieces, ['one']);
      await server.released();
    } finally {
      await server.close();
    }
  });

  it('a signal that many answers share keeps no listener of those that have ended', async () => {
    const server = await startServer((response) => {
      sendHead(response);
      response.end(`${text('one')}data: [DONE]\n\n`);
    });
    const { controller, listeners, added } = watchedController();
    try {
      const provider = autonomousAI({ baseUrl: server.url });
      for (let i = 0; i < 20; i++) {
        for await (const chunk of provider.stream({ messages, signal: controller.signal })) assert.isObject(chunk);
      }
      assert.isAtLeast(added(), 20);
      assert.equal(listeners(), 0);
    } finally {
      await server.close();
    }
  });

  for (const [batches, how] of [
    [40, 'in Node'],
    [4, "by axios's fetch adapter"],
  ] as const) {
    it(`${how}: ${batches * 50} answers that were stopped leave no socket`, async function () {
      this.timeout(300_000);
      const client = clients[how];
      const server = await startServer(async (response) => {
        sendHead(response);
        await write(response, text('one'));
      });
      try {
        const provider = autonomousAI({ baseUrl: server.url, axios: client });
        const stopOne = (): Promise<void> =>
          new Promise((resolve, reject) => {
            const subscription = provider.stream({ messages }).subscribe({
              next({ type }) {
                if (type !== 'text') return;
                subscription.unsubscribe();
                resolve();
              },
              error: reject,
            });
          });
        for (let batch = 0; batch < batches; batch++) {
          const stopped = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? abandonSoon() : stopOne()));
          await Promise.all(stopped);
        }
        await server.released();
        if (how === 'in Node') await server.idle();

        /** Stopped at whatever state it is in after a few turns of the event loop. */
        async function abandonSoon(): Promise<void> {
          const subscription = provider.stream({ messages }).subscribe({ error: () => assert.fail('an error') });
          for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
          subscription.unsubscribe();
        }
      } finally {
        await server.close();
      }
    });
  }
});
