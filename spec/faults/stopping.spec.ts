import { create as createClient } from 'axios';
import { assert } from 'chai';
import type { ServerResponse } from 'node:http';
import { take } from 'rxjs';
import { AbortError, autonomousAI, openAICompatible, toText } from '../../lib/index.ts';
import type { Chunk, HttpClient } from '../../lib/index.ts';
import { conformance, wireSamples } from '../../lib/testing/index.ts';
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

/** What a consumer that was stopped may hear: nothing. */
const silence = {
  error: (error: unknown): void => assert.fail(`an error: ${String(error)}`),
  complete: (): void => assert.fail('it completed'),
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

  // In Node, all of these run for every wire: spec/conformance/wires.spec.ts.
  describe("by axios's fetch adapter", () => {
    const axios = createClient({ adapter: 'fetch' });
    const cases = conformance({
      provider: (options) => openAICompatible({ ...options, axios }),
      wire: wireSamples.openAI,
    });
    for (const { name, run } of cases) if (name.startsWith('stopping: ')) it(name.slice('stopping: '.length), run);
  });

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
