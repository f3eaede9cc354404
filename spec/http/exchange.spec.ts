import { assert } from 'chai';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { firstValueFrom, toArray } from 'rxjs';
import { exchange } from '../../lib/http/exchange.ts';
import type { HttpAnswer } from '../../lib/http/HttpAnswer.ts';
import { openAICompatible } from '../../lib/index.ts';
import { eventually } from '../support/eventually.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { type LoopbackServer, startServer } from '../support/startServer.ts';
import { DONE, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'x' }] as const;

const answerOf = (config: Parameters<typeof exchange>[0]): Promise<HttpAnswer> => firstValueFrom(exchange(config));

/** Reads the whole body at once, as it has to be. */
const bodyOf = (config: Parameters<typeof exchange>[0]): Promise<string> =>
  new Promise((resolve, reject) => {
    exchange(config).subscribe({
      next: ({ body$ }) => {
        firstValueFrom(body$.pipe(toArray())).then((pieces) => resolve(Buffer.concat(pieces).toString()), reject);
      },
      error: reject,
    });
  });

describe('exchange', () => {
  let server: LoopbackServer;
  let answer: (response: ServerResponse) => void;
  before(async () => (server = await startServer((response) => answer(response))));
  beforeEach(() => {
    answer = (response) => void response.end('hello');
  });
  after(() => server.close());

  it('gives the answer with its head, before the body has come', async () => {
    answer = (response) => {
      response.writeHead(201, { 'X-Request-Id': 'r', 'set-cookie': ['a=1', 'b=2'] });
      response.flushHeaders();
    };
    const heads: unknown[] = [];
    const { head } = await answerOf({ url: server.url, onResponse: (told) => void heads.push(told) });
    assert.equal(head.status, 201);
    assert.deepInclude(head.headers, { 'x-request-id': 'r', 'set-cookie': 'a=1, b=2' });
    assert.deepEqual(heads, [head]);
  });

  it('gives the body to who subscribes at once', async () => {
    assert.equal(await bodyOf({ url: server.url }), 'hello');
  });

  it("takes a relative URL in a page, against the page's own", async () => {
    const page = globalThis as { location?: unknown };
    page.location = { href: `${server.url}/chat` };
    try {
      assert.equal(await bodyOf({ url: '/answers' }), 'hello');
      assert.equal(server.received.at(-1)?.url, '/answers');
    } finally {
      delete page.location;
    }
  });

  it('closes the socket of a body that nobody subscribes', async () => {
    answer = (response) => {
      response.writeHead(200);
      response.write('and');
    };
    await answerOf({ url: server.url });
    await server.idle();
  });

  it('closes the socket when it is unsubscribed, before the head has come', async () => {
    answer = () => undefined;
    const asked = server.received.length;
    const subscription = exchange({ url: server.url }).subscribe();
    while (server.received.length === asked) await new Promise((resolve) => setImmediate(resolve));
    subscription.unsubscribe();
    await server.idle();
  });

  it('sends nothing where it is unsubscribed in the same turn', async () => {
    const asked = server.received.length;
    exchange({ url: server.url }).subscribe().unsubscribe();
    await bodyOf({ url: server.url });
    assert.lengthOf(server.received, asked + 1);
  });

  it('refuses what cannot be sent before anything is', async () => {
    const asked = server.received.length;
    const error = await errorOf(exchange({ url: 'ftp://x', headers: { 'a b': 'c' }, proxy: 'x' }));
    assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['headers', 'url', 'proxy'] });
    assert.lengthOf(server.received, asked);
  });

  it('gives an answer of any status', async () => {
    answer = (response) => void response.writeHead(404).end('gone');
    const { head } = await answerOf({ url: server.url });
    assert.equal(head.status, 404);
  });

  it('passes on what onResponse throws, and closes the socket', async () => {
    answer = (response) => {
      response.writeHead(200);
      response.write('and');
    };
    const mine = new Error('mine');
    const onResponse = (): never => {
      throw mine;
    };
    assert.strictEqual(await errorOf(exchange({ url: server.url, onResponse })), mine);
    await server.idle();
  });
});

describe('the connection of an answer', () => {
  let server: LoopbackServer;
  /** What is sent after the end marker. */
  let afterwards: (response: ServerResponse) => void;
  before(async () => {
    server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(text('Hi') + DONE, () => afterwards(response));
    });
  });
  after(() => server.close());

  const ask = (): ReturnType<typeof outcomeOf> =>
    outcomeOf(openAICompatible({ baseUrl: server.url }).stream({ model: 'm', messages }));

  const clients: Readonly<Record<string, object>> = {
    axios: {},
    fetch: { fetch: (url: string, init: RequestInit) => fetch(url, init) },
  };
  for (const [name, options] of Object.entries(clients)) {
    it(`serves the next one, by ${name}: a hundred answers, one connection`, async () => {
      afterwards = (response) => void setImmediate(() => response.end());
      const provider = openAICompatible({ baseUrl: server.url, ...options });
      const before = server.connections();
      for (let i = 0; i < 100; i++) {
        const { completed } = await outcomeOf(provider.stream({ model: 'm', messages }));
        assert.isTrue(completed);
        // The rest comes a moment later, as it does over a network.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.isAtMost(server.connections() - before, 2);
    });
  }

  it('is closed where the body goes on for 250 ms', async () => {
    const closedAfter = new Promise<number>((resolve) => {
      afterwards = (response) => {
        const begin = performance.now();
        response.on('close', () => resolve(performance.now() - begin));
      };
    });
    assert.isTrue((await ask()).completed);
    assert.isAtLeast(await closedAfter, 240);
  });

  it('is closed where the body goes on for 64 KiB', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      afterwards = (response) => {
        response.on('close', resolve);
        const more = (): void => {
          sent += 16_384;
          if (!response.destroyed) response.write('x'.repeat(16_384), () => setImmediate(more));
        };
        more();
      };
    });
    assert.isTrue((await ask()).completed);
    await closed;
    // The rest is what the two kernels hold between them.
    assert.isBelow(sent, 16 * 1024 * 1024);
  });

  it('is closed where a body goes on though what was compressed has ended', async () => {
    const odd = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.write(Buffer.concat([gzipSync(text('Hi') + DONE), Buffer.alloc(8)]));
    });
    const answer$ = openAICompatible({ baseUrl: odd.url }).stream({ model: 'm', messages });
    assert.isTrue((await outcomeOf(answer$)).completed);
    await eventually(async () => assert.equal(odd.openSockets(), 0));
    await odd.close();
  });

  it('is closed at once where its reader stops early', async () => {
    let isOpen = false;
    const closed = new Promise<void>((resolve) => {
      afterwards = (response) => {
        isOpen = true;
        response.on('close', resolve);
      };
    });
    const answer$ = openAICompatible({ baseUrl: server.url }).stream({ model: 'm', messages });
    await firstValueFrom(answer$);
    await closed;
    assert.isTrue(isOpen);
  });
});
