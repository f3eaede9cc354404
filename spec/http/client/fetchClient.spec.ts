import { assert } from 'chai';
import { fetchClient } from '../../../lib/http/client/fetchClient.ts';
import type { HttpClientConfig } from '../../../lib/http/client/HttpClient.ts';
import { autonomousAI, type Chunk, type Fetch, openAICompatible, requestBytes } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type LoopbackServer, startServer } from '../../support/startServer.ts';
import { startTcpServer } from '../../support/startTcpServer.ts';
import { DONE, text } from '../../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const hi: readonly Chunk[] = [
  { type: 'start' },
  { type: 'text', choice: 0, text: 'Hi' },
  { type: 'finish', choice: 0, reason: 'stop' },
];
/** Node's own, as it is called here. */
const nodes: Fetch = (url, init) => fetch(url, init);

describe('fetchClient', () => {
  const sent: (readonly [string, RequestInit])[] = [];
  const recording: Fetch = (url, init) => {
    sent.push([url, init]);
    return Promise.resolve(new Response('body', { status: 201, headers: { 'X-A': '1' } }));
  };
  const { signal } = new AbortController();
  const config = { url: 'https://a.example/b?c=d', method: 'POST', signal } as HttpClientConfig;

  it('hands on what is to be sent, and follows no redirect', async () => {
    await fetchClient(recording).request({ ...config, headers: { accept: 'x', gone: false }, data: '{}' });
    assert.deepEqual(sent.at(-1), [
      'https://a.example/b?c=d',
      { method: 'POST', headers: [['accept', 'x']], body: '{}', signal, redirect: 'manual' } as RequestInit,
    ]);
  });

  it('gives status, headers and the body as a stream', async () => {
    const { status, headers, data } = await fetchClient(recording).request({ ...config, headers: {} });
    assert.equal(status, 201);
    assert.deepInclude(headers, { 'x-a': '1' });
    assert.instanceOf(data, ReadableStream);
  });
});

describe('the option fetch', () => {
  let server: LoopbackServer;
  before(async () => {
    server = await startServer((response, { url }) => {
      if (url.startsWith('/moved')) {
        response.writeHead(307, { location: '/v1' }).end();
        return;
      }
      response.writeHead(url.startsWith('/bad') ? 429 : 200, {
        'content-type': 'text/event-stream',
        'retry-after': '2',
      });
      response.write(text('Hi'));
      if (!url.startsWith('/silent')) response.end(DONE);
    });
  });
  after(() => server.close());

  const providerAt = (path = '', fetch = nodes): ReturnType<typeof openAICompatible> =>
    openAICompatible({ baseUrl: `${server.url}${path}`, apiKey: 'sk-1234', defaultModel: 'm', fetch });

  it('sends every request', async () => {
    const urls: string[] = [];
    const counting: Fetch = (url, init) => (urls.push(url), fetch(url, init));
    assert.deepEqual((await outcomeOf(providerAt('/v1', counting).stream({ messages }))).values, hi);
    assert.deepInclude(server.received.at(-1)?.headers, {
      authorization: 'Bearer sk-1234',
      'content-type': 'application/json',
      accept: 'text/event-stream',
    });
    await outcomeOf(providerAt('/v1', counting).listModels());
    assert.deepEqual(
      (await outcomeOf(autonomousAI({ baseUrl: server.url, fetch: counting }).stream({ messages }))).values,
      hi,
    );
    await outcomeOf(requestBytes({ url: `${server.url}/bytes`, fetch: counting }));
    assert.deepEqual(
      urls.map((url) => url.slice(server.url.length)),
      ['/v1/chat/completions', '/v1/models', '/chat', '/bytes'],
    );
  });

  it('is asked for each answer, with a signal that ends it', async () => {
    const before = server.openSockets();
    const answer$ = providerAt('/silent').stream({ messages });
    for await (const chunk of answer$) if (chunk.type === 'text') break;
    await server.released();
    assert.isAtMost(server.openSockets(), before + 1);
  });

  it('is not led to another place', async () => {
    assert.deepOwnInclude(await errorOf(providerAt('/moved').stream({ messages })), {
      name: 'ProviderError',
      kind: 'redirect',
      status: 307,
    });
  });

  it('has its refusals read', async () => {
    assert.deepOwnInclude(await errorOf(providerAt('/bad').stream({ messages })), {
      name: 'ProviderError',
      kind: 'rate-limit',
      status: 429,
      retryAfterMs: 2000,
    });
  });

  it("says the transport's own word where there is no connection", async () => {
    const gone = await startTcpServer(() => undefined);
    await gone.close();
    const error = await errorOf(requestBytes({ url: gone.url, fetch: nodes }));
    assert.deepOwnInclude(error, { name: 'ConnectionError', code: 'ECONNREFUSED', retryable: true });
    assert.deepEqual(error.cause, { name: 'Error', code: 'ECONNREFUSED', syscall: 'connect' });
  });

  it('may fail without a word', async () => {
    for (const failure of [new TypeError('no network'), undefined, 'text']) {
      const error = await errorOf(providerAt('', () => Promise.reject(failure)).stream({ messages }));
      assert.deepOwnInclude(error, { name: 'ConnectionError', code: 'ERR_NETWORK' });
    }
  });

  it('is refused beside an axios instance, and beside a proxy', async () => {
    const axios = { request: () => Promise.reject(new Error('not asked')) };
    assert.throws(
      () => openAICompatible({ baseUrl: server.url, fetch: nodes, axios }),
      'invalid request: options/fetch cannot be used together with options/axios: give one of them',
    );
    const error = await errorOf(providerAt().stream({ messages, proxy: 'http://127.0.0.1:1' }));
    assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['proxy'] });
  });
});
