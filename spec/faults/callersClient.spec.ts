import axios, { AxiosError, create as createClient } from 'axios';
import { assert } from 'chai';
import { Agent, createServer } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { autonomousAI, ConnectionError, openAICompatible, ProviderError, requestBytes } from '../../lib/index.ts';
import type { Chunk, HttpClient, ResponseHead } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';
import { DONE, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const hi: readonly Chunk[] = [
  { type: 'start' },
  { type: 'text', choice: 0, text: 'Hi' },
  { type: 'finish', choice: 0, reason: 'stop' },
];

describe("the caller's own client", () => {
  let server: LoopbackServer;
  /** Answers late, so that a client's own clock would have passed. */
  let delayMs = 0;
  before(async () => {
    server = await startServer(async (response, { url }) => {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (url.startsWith('/moved')) response.writeHead(307, { location: '/elsewhere' }).end('moved');
      else if (url.startsWith('/packed')) {
        const head = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
        response.writeHead(200, head).end(gzipSync(text('Hi') + DONE));
      } else if (url.startsWith('/missing')) response.writeHead(404).end('{"error":"gone"}');
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text('Hi') + DONE);
    });
  });
  afterEach(() => (delayMs = 0));
  after(() => server.close());

  const ask = (client: HttpClient, path = ''): ReturnType<typeof outcomeOf<Chunk>> =>
    outcomeOf(autonomousAI({ baseUrl: server.url + path, axios: client }).stream({ messages }));

  it('needs nothing but a request method', async () => {
    const plain = createClient();
    const configs: Parameters<HttpClient['request']>[0][] = [];
    const client: HttpClient = {
      request(config) {
        configs.push(config);
        return plain.request(config);
      },
    };
    assert.deepEqual((await ask(client)).values, hi);
    assert.equal(configs.length, 1);
    assert.deepInclude(configs[0], {
      url: `${server.url}/chat`,
      method: 'POST',
      responseType: 'stream',
      timeout: 0,
      maxRedirects: 0,
      validateStatus: null,
    });
    assert.instanceOf(configs[0]?.signal, AbortSignal);
    assert.isString(configs[0]?.data);
  });

  describe('interceptors', () => {
    it('see each request and each answer', async () => {
      const client = createClient();
      const statuses: number[] = [];
      client.interceptors.request.use((config) => {
        config.headers.set('x-traced', 'yes');
        return config;
      });
      client.interceptors.response.use((response) => {
        statuses.push(response.status);
        return response;
      });
      assert.deepEqual((await ask(client)).values, hi);
      assert.equal(server.received.at(-1)?.headers['x-traced'], 'yes');
      assert.instanceOf((await ask(client, '/missing')).error, ProviderError);
      assert.deepEqual(statuses, [200, 404]);
    });

    it('raise errors that pass unchanged', async () => {
      const mine = new Error('not on my watch');
      for (const thrown of [mine, 'a word', { code: 7 }, null]) {
        const before = createClient();
        before.interceptors.request.use(() => {
          throw thrown;
        });
        assert.strictEqual((await ask(before)).error, thrown);
        const after = createClient();
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- it may be anything
        after.interceptors.response.use(() => Promise.reject(thrown));
        assert.strictEqual((await ask(after)).error, thrown);
      }
      await server.released();
    });

    it('that give something else than the response are refused, and the socket is closed', async () => {
      const client = createClient();
      client.interceptors.response.use((response) => response.data as never);
      const { error } = await ask(client);
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['axios'] });
      await server.released();
    });

    it('never let an AxiosError out, be it their own', async () => {
      const client = createClient();
      client.interceptors.response.use((response) => {
        throw new AxiosError('no', 'ERR_MINE', response.config, response.request, response);
      });
      const { error } = await ask(client);
      assert.instanceOf(error, ConnectionError);
      assert.equal(error.code, 'ERR_MINE');
    });
  });

  describe('defaults', () => {
    const overridden: readonly (readonly [string, Parameters<typeof createClient>[0]])[] = [
      ['a timeout', { timeout: 1 }],
      ['a response type', { responseType: 'json' }],
      ['no decompression', { decompress: false }],
      ['a limit of the body', { maxContentLength: 1, maxBodyLength: 1 }],
      ['a transformation', { transformResponse: [() => 'mine'], transformRequest: [() => 'mine'] }],
      ['an aborted signal', { signal: AbortSignal.abort() }],
      ['a base URL', { baseURL: 'http://127.0.0.1:9/other' }],
      ['a base URL that swallows absolute ones', { baseURL: 'http://127.0.0.1:9/other', allowAbsoluteUrls: false }],
      ['a proxy', { proxy: { host: '127.0.0.1', port: 9 } }],
      ['a method', { method: 'get' }],
    ];
    for (const [what, defaults] of overridden) {
      for (const adapter of [['http', 'fetch'], 'fetch']) {
        it(`${what} (${String(adapter)}) do not reach an answer`, async () => {
          delayMs = 30;
          const client = createClient({ ...defaults, adapter });
          assert.deepEqual((await ask(client)).values, hi);
          assert.deepEqual((await ask(client, '/packed')).values, hi);
          assert.include(server.received.at(-1)?.body, '"aiAgent":"llama"');
        });
      }
    }

    it('a validateStatus does not decide what is an error', async () => {
      assert.deepEqual((await ask(createClient({ validateStatus: () => false }))).values, hi);
      const { error } = await ask(createClient({ validateStatus: () => true }), '/missing');
      assert.deepOwnInclude(error, { name: 'ProviderError', kind: 'not-found', detail: 'gone' });
    });

    it('of headers hold where the library says nothing', async () => {
      const headers = { 'x-mine': '1', accept: 'text/html' };
      assert.deepEqual((await ask(createClient({ headers }))).values, hi);
      assert.deepInclude(server.received.at(-1)?.headers, { 'x-mine': '1', accept: '*/*' });
    });

    it('of axios itself do not reach a provider without a client of its own', async () => {
      const { timeout = 0 } = axios.defaults;
      const interceptor = axios.interceptors.request.use(() => {
        throw new Error('the global interceptor ran');
      });
      axios.defaults.timeout = 1;
      axios.defaults.headers.common['x-global'] = 'yes';
      try {
        delayMs = 30;
        const { values } = await outcomeOf(autonomousAI({ baseUrl: server.url }).stream({ messages }));
        assert.deepEqual(values, hi);
        assert.notProperty(server.received.at(-1)?.headers, 'x-global');
      } finally {
        axios.defaults.timeout = timeout;
        delete axios.defaults.headers.common['x-global'];
        axios.interceptors.request.eject(interceptor);
      }
    });
  });

  describe('agents', () => {
    it('carry the request', async () => {
      let connected = 0;
      class CountingAgent extends Agent {
        // `createConnection` is how an agent opens a socket.
        override createConnection(
          ...all: Parameters<Agent['createConnection']>
        ): ReturnType<Agent['createConnection']> {
          connected++;
          return super.createConnection(...all);
        }
      }
      const httpAgent = new CountingAgent();
      assert.deepEqual((await ask(createClient({ httpAgent }))).values, hi);
      assert.equal(connected, 1);
      httpAgent.destroy();
    });

    it("stand before the environment's proxy", async () => {
      const { HTTP_PROXY } = process.env;
      process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
      try {
        assert.deepEqual((await ask(createClient({ httpAgent: new Agent() }))).values, hi);
        assert.deepEqual((await ask(createClient({ proxy: false }))).values, hi);
        assert.instanceOf((await ask(createClient())).error, ConnectionError);
      } finally {
        if (HTTP_PROXY === undefined) delete process.env['HTTP_PROXY'];
        else process.env['HTTP_PROXY'] = HTTP_PROXY;
      }
    });
  });

  describe('adapters', () => {
    const body = text('Hi') + DONE;
    const bytes = new TextEncoder().encode(body);
    const bodies: readonly (readonly [string, () => unknown])[] = [
      ['a string', () => body],
      ['a Buffer', () => Buffer.from(body)],
      ['an ArrayBuffer', () => bytes.buffer],
      ['a Node stream', () => Readable.from([Buffer.from(body)])],
      ['a web stream', () => new Blob([body]).stream()],
    ];
    for (const [what, data] of bodies) {
      it(`may give ${what}`, async () => {
        const client = createClient({
          adapter: async (config) => ({
            data: data(),
            status: 200,
            statusText: 'OK',
            headers: { 'Content-Type': 'text/event-stream' },
            config,
          }),
        });
        assert.deepEqual((await ask(client)).values, hi);
      });
    }

    it('may give nothing', async () => {
      for (const data of [undefined, null, '']) {
        const client = createClient({
          adapter: async (config) => ({ data, status: 200, statusText: 'OK', headers: {}, config }),
        });
        assert.deepOwnInclude((await ask(client)).error, { name: 'EmptyAnswerError' });
      }
    });

    it('may fail with an error of their own', async () => {
      const mine = new Error('offline');
      assert.strictEqual((await ask(createClient({ adapter: () => Promise.reject(mine) }))).error, mine);
    });

    it('fetch removes a header that the caller removed', async () => {
      const options = { baseUrl: server.url, axios: createClient({ adapter: 'fetch' }) };
      const headers = { 'country-code': undefined, 'accept-language': undefined };
      const { values } = await outcomeOf(autonomousAI(options).stream({ messages, headers }));
      assert.deepEqual(values, hi);
      assert.notProperty(server.received.at(-1)?.headers, 'country-code');
      assert.equal(server.received.at(-1)?.headers['time-zone'], 'America/New_York');
    });
  });

  describe('that takes no proxy', () => {
    const proxy = 'http://127.0.0.1:9';
    const clients = { fetch: createClient({ adapter: 'fetch' }), 'HTTP/2': createClient({ httpVersion: 2 }) };
    for (const [how, client] of Object.entries(clients)) {
      it(`(${how}) is refused one before anything is sent`, async () => {
        const { length } = server.received;
        const options = { baseUrl: server.url, axios: client };
        for (const make of [autonomousAI, openAICompatible]) {
          for (const answer$ of [
            make(options).stream({ model: 'llama', messages, proxy }),
            make({ ...options, proxy }).stream({ model: 'llama', messages }),
          ]) {
            const { values, error } = await outcomeOf(answer$);
            assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['proxy'] });
            assert.isEmpty(values);
          }
        }
        const listing = await errorOf(openAICompatible({ ...options, proxy }).listModels());
        assert.deepOwnInclude(listing, { name: 'InvalidRequestError', paths: ['proxy'] });
        const error = await errorOf(requestBytes({ url: server.url, axios: client, proxy }));
        assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['proxy'] });
        assert.lengthOf(server.received, length);
      });
    }

    it('is told of one by its agents, where its adapter is its own', async () => {
      const agents: unknown[] = [];
      const client = createClient({
        adapter: async (config) => {
          agents.push(config.httpAgent);
          return { data: text('Hi') + DONE, status: 200, statusText: 'OK', headers: {}, config };
        },
      });
      const provider = autonomousAI({ baseUrl: server.url, axios: client, proxy });
      assert.deepEqual((await outcomeOf(provider.stream({ messages }))).values, hi);
      assert.deepEqual(
        agents.map((agent) => (agent as object).constructor.name),
        ['ForwardAgent'],
      );
    });
  });

  describe('redirects', () => {
    const clients: Readonly<Record<string, HttpClient | undefined>> = {
      'no client': undefined,
      'a client': createClient(),
      'a client that would follow them': createClient({ maxRedirects: 5 }),
      'a client that fetches': createClient({ adapter: 'fetch' }),
      'a client that fetches and would follow them': createClient({
        adapter: 'fetch',
        maxRedirects: 5,
        fetchOptions: { redirect: 'follow' },
      }),
    };
    for (const [what, client] of Object.entries(clients)) {
      it(`with ${what}: are not followed, and no key reaches another origin`, async () => {
        const reached: string[] = [];
        const other = createServer((request, response) => {
          reached.push(`${request.method} ${request.url}`);
          response.end();
        });
        await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
        const { port } = other.address() as { port: number };
        const redirecting = await startServer((response, { url }) => {
          const status = Number(url.slice(1, 4));
          const location = `http://127.0.0.1:${port}/stolen`;
          response.writeHead(status, { location, 'content-type': 'text/event-stream' }).end(text('Hi') + DONE);
        });
        try {
          for (const status of [301, 302, 303, 307, 308]) {
            const provider = openAICompatible({
              baseUrl: `${redirecting.url}/${status}`,
              apiKey: 'sk-1234',
              headers: { 'api-key': 'azure-1234' },
              defaultModel: 'gpt',
              axios: client,
            });
            for (const asked$ of [provider.stream({ messages }), provider.listModels()]) {
              const expected = { name: 'ProviderError', kind: 'redirect', status, retryable: false };
              assert.deepOwnInclude(await errorOf(asked$), expected);
            }
          }
          assert.deepEqual(reached, []);
        } finally {
          await redirecting.close();
          other.close();
        }
      });
    }
  });

  describe('onResponse', () => {
    for (const adapter of ['http', 'fetch']) {
      it(`(${adapter}) runs once for any status, before the first byte`, async () => {
        const heads: ResponseHead[] = [];
        const slow = await startServer((response, { url }) => {
          response.writeHead(url.startsWith('/bad') ? 500 : 200, { 'content-type': 'text/event-stream', 'X-A': '1' });
          response.flushHeaders();
          // Not a byte of the body before the head was told of.
          const poll = setInterval(() => {
            if (heads.length === 0) return;
            clearInterval(poll);
            response.end(text('Hi') + DONE);
          }, 1);
        });
        try {
          for (const path of ['', '/bad']) {
            heads.length = 0;
            const events: string[] = [];
            await new Promise<void>((resolve) => {
              autonomousAI({
                baseUrl: slow.url + path,
                axios: createClient({ adapter }),
                onResponse: (head) => {
                  events.push('head');
                  heads.push(head);
                },
              })
                .stream({ messages })
                .subscribe({
                  next: ({ type }) => events.push(type),
                  error: () => resolve(void events.push('error')),
                  complete: () => resolve(void events.push('complete')),
                });
            });
            const expected = path === '' ? ['head', 'start', 'text', 'finish', 'complete'] : ['head', 'error'];
            assert.deepEqual(events, expected);
            assert.deepInclude(heads[0]?.headers, { 'x-a': '1', 'content-type': 'text/event-stream' });
          }
        } finally {
          await slow.close();
        }
      });

      it(`(${adapter}) raises errors that pass unchanged, and the socket is closed`, async () => {
        const mine = new Error('I have seen enough');
        const endless = await startServer((response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(text('Hi'));
        });
        try {
          const onResponse = (): never => {
            throw mine;
          };
          const options = { baseUrl: endless.url, axios: createClient({ adapter }), onResponse };
          assert.strictEqual(await errorOf(autonomousAI(options).stream({ messages })), mine);
          await endless.released();
        } finally {
          await endless.close();
        }
      });
    }
  });

  it('onMalformed raises errors that pass unchanged, and the socket is closed', async () => {
    const mine = new Error('a bad frame too many');
    const endless = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`${text('Hi')}data: {oops\n\n`);
    });
    try {
      const onMalformed = (): never => {
        throw mine;
      };
      const { values, error } = await outcomeOf(
        autonomousAI({ baseUrl: endless.url, onMalformed }).stream({ messages }),
      );
      assert.equal(values.length, 2);
      assert.strictEqual(error, mine);
      await endless.released();
    } finally {
      await endless.close();
    }
  });
});
