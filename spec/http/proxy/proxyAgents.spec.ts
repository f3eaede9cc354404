import { assert } from 'chai';
import { create as createClient } from 'axios';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { tap } from 'rxjs';
import { pooledAgent } from '../../../lib/http/proxy/pooledAgent.ts';
import { autonomousAI, ConnectionError, openAICompatible, requestBytes } from '../../../lib/index.ts';
import type { Chunk, HttpClient } from '../../../lib/index.ts';
import { certificate } from '../../support/certificate.ts';
import { eventually } from '../../support/eventually.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { renderingsOf } from '../../support/renderings.ts';
import { PROXY_PASSWORD, startProxy, type Proxy, type ProxyScheme } from '../../support/startProxy.ts';
import { startServer, type LoopbackServer } from '../../support/startServer.ts';
import { startTcpServer } from '../../support/startTcpServer.ts';
import { DONE, text } from '../../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const hi: readonly Chunk[] = [
  { type: 'start' },
  { type: 'text', choice: 0, text: 'Hi' },
  { type: 'finish', choice: 0, reason: 'stop' },
];

const schemes: readonly ProxyScheme[] = ['http', 'https', 'socks5', 'socks5h'];
const variables = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
];

function assertSilent(error: unknown): void {
  for (const rendering of Object.values(renderingsOf(error))) {
    assert.notInclude(rendering, PROXY_PASSWORD);
    assert.notInclude(rendering, encodeURIComponent(PROXY_PASSWORD));
    assert.notInclude(rendering, 'YW5uYTpwQHNzOncvcmQlw6k=');
  }
}

describe('proxies', () => {
  // The servers' certificate is self-signed, and Node takes its authorities from the environment alone.
  const environment = { ...process.env };
  const emitWarning = process.emitWarning.bind(process);
  before(() => {
    process.emitWarning = () => undefined;
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  });
  beforeEach(() => {
    for (const name of variables) delete process.env[name];
  });
  afterEach(() => {
    for (const name of variables) delete process.env[name];
  });
  after(() => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    Object.assign(process.env, environment);
    process.emitWarning = emitWarning;
  });

  for (const target of ['http', 'https'] as const) {
    describe(`to an ${target} target`, () => {
      let origin: LoopbackServer;
      /** Gives the whole answer, or its beginning. */
      let ending: 'end' | 'stall' = 'end';
      before(async () => {
        origin = await startServer(
          (response) => {
            response.writeHead(200, { 'content-type': 'text/event-stream' });
            response.write(text('Hi'));
            if (ending === 'end') response.end(DONE);
          },
          { secure: target === 'https' },
        );
      });
      beforeEach(() => (ending = 'end'));
      after(() => origin.close());

      /** Sends answers one after another by the library's own client, or by a caller's. */
      async function expectOneConnection(scheme: ProxyScheme, axios?: HttpClient): Promise<void> {
        const proxy = await startProxy(scheme, { auth: true });
        try {
          const provider = autonomousAI({ baseUrl: origin.url, proxy: proxy.url, axios });
          const agent = await pooledAgent(proxy.url, target === 'https', axios);
          for (let i = 0; i < 5; i++) {
            assert.isTrue((await outcomeOf(provider.stream({ messages }))).completed);
            // The end of the body comes a moment after the end marker.
            await eventually(async () => assert.isNotEmpty(agent.freeSockets));
          }
          assert.equal(proxy.connections(), 1);
          assert.isEmpty(agent.sockets);
        } finally {
          await proxy.close();
        }
      }

      /** Stops requests, in both ways, while the proxy says nothing. */
      async function expectLeft(scheme: ProxyScheme, axios?: HttpClient): Promise<void> {
        let connected: (() => void) | undefined;
        const reached = new Promise<void>((resolve) => (connected = resolve));
        const silent = await startTcpServer(
          () => undefined,
          () => connected?.(),
        );
        try {
          const config = { url: origin.url, proxy: `${scheme}://anna:p4ss@127.0.0.1:${silent.port}`, axios };
          const subscription = requestBytes(config).subscribe({
            error: (error: unknown) => assert.fail(String(error)),
          });
          await reached;
          subscription.unsubscribe();
          await silent.idle();

          const error = await errorOf(requestBytes({ ...config, signal: AbortSignal.timeout(20) }));
          assert.equal(error.name, 'AbortError');
          await silent.idle();
        } finally {
          await silent.close();
        }
      }

      for (const scheme of schemes) {
        describe(`by ${scheme}`, () => {
          for (const auth of [false, true]) {
            it(`goes through${auth ? ' with user and password' : ''}`, async () => {
              const proxy = await startProxy(scheme, { auth });
              try {
                const { values, error } = await outcomeOf(
                  autonomousAI({ baseUrl: origin.url, proxy: proxy.url }).stream({ messages }),
                );
                assert.isUndefined(error);
                assert.deepEqual(values, hi);
                assert.deepEqual(proxy.targets, [`127.0.0.1:${origin.port}`]);
                const { headers, url } = origin.received.at(-1) ?? {};
                assert.equal(url, '/chat');
                assert.equal(headers?.host, `127.0.0.1:${origin.port}`);
                assert.notProperty(headers, 'proxy-authorization');
                assert.equal(headers?.['country-code'], 'US');
                await proxy.idle();
              } finally {
                await proxy.close();
              }
            });
          }

          it('is connected to once for answers one after another', () => expectOneConnection(scheme));

          it('is refused for a wrong password', async () => {
            const proxy = await startProxy(scheme, { auth: true });
            try {
              const asked = origin.received.length;
              const wrong = `${scheme}://anna:wrong-p4ss@127.0.0.1:${proxy.port}`;
              const error = await errorOf(requestBytes({ url: origin.url, proxy: wrong }));
              assert.instanceOf(error, ConnectionError);
              assert.isTrue(error['retryable']);
              if (scheme.startsWith('http')) assert.equal(error['code'], 'PROXY_407');
              for (const rendering of Object.values(renderingsOf(error))) assert.notInclude(rendering, 'wrong-p4ss');
              assert.equal(origin.received.length, asked);
              await proxy.idle();
            } finally {
              await proxy.close();
            }
          });

          it('closes every socket when the answer is stopped', async () => {
            const proxy = await startProxy(scheme, { auth: true });
            try {
              ending = 'stall';
              const answer$ = autonomousAI({ baseUrl: origin.url, proxy: proxy.url }).stream({ messages });
              await new Promise<void>((resolve, reject) => {
                const subscription = answer$.subscribe({
                  next({ type }) {
                    if (type !== 'text') return;
                    subscription.unsubscribe();
                    resolve();
                  },
                  error: reject,
                });
              });
              await Promise.all([proxy.idle(), origin.released()]);
            } finally {
              await proxy.close();
            }
          });

          it('that dies in the middle of an answer loses it, and nothing that had come', async () => {
            const proxy = await startProxy(scheme, { auth: true });
            ending = 'stall';
            const answer$ = autonomousAI({ baseUrl: origin.url, proxy: proxy.url }).stream({ messages });
            let closed: Promise<void> | undefined;
            const { values, error } = await outcomeOf(answer$.pipe(tap(() => (closed ??= proxy.close()))));
            await closed;
            assert.deepEqual(values, hi.slice(0, 2));
            assert.deepInclude(error, {
              name: 'IncompleteAnswerError',
              reason: 'connection-lost',
              contentReceived: true,
            });
            assertSilent(error);
          });

          it('that says nothing is left when the request is stopped', () => expectLeft(scheme));

          it('that hangs up is a ConnectionError', async () => {
            const rude = await startTcpServer(
              () => undefined,
              (socket) => socket.destroy(),
            );
            try {
              const proxy = `${scheme}://anna:${encodeURIComponent(PROXY_PASSWORD)}@127.0.0.1:${rude.port}`;
              const error = await errorOf(requestBytes({ url: origin.url, proxy }));
              assert.instanceOf(error, ConnectionError);
              assertSilent(error);
            } finally {
              await rude.close();
            }
          });
        });
      }

      it("stands before the provider's where the request names one", async () => {
        const [first, second] = [await startProxy('http'), await startProxy('socks5h')];
        try {
          const provider = autonomousAI({ baseUrl: origin.url, proxy: first.url });
          assert.deepEqual((await outcomeOf(provider.stream({ messages, proxy: second.url }))).values, hi);
          assert.isEmpty(first.targets);
          assert.equal(second.targets.length, 1);
        } finally {
          await first.close();
          await second.close();
        }
      });

      it("takes the place of the agents of the caller's client", async () => {
        const proxy = await startProxy('http');
        try {
          const options = { baseUrl: origin.url, proxy: proxy.url, axios: createClient() };
          assert.deepEqual((await outcomeOf(autonomousAI(options).stream({ messages }))).values, hi);
          assert.equal(proxy.targets.length, 1);
        } finally {
          await proxy.close();
        }
      });

      it("gets agents for one exchange where the caller's interceptors may choose another adapter", async () => {
        const proxy = await startProxy('http');
        try {
          const axios = createClient({ httpsAgent: false });
          const provider = autonomousAI({ baseUrl: origin.url, proxy: proxy.url, axios });
          const ask = async () => assert.isTrue((await outcomeOf(provider.stream({ messages }))).completed);
          await ask();
          axios.interceptors.request.use((config) => ({ ...config, adapter: 'http' }));
          for (let i = 0; i < 2; i++) await ask();
          assert.equal(proxy.connections(), 3);
        } finally {
          await proxy.close();
        }
      });

      for (const scheme of schemes) {
        describe(`by ${scheme}, with the caller's axios`, () => {
          it('is connected to once for answers one after another', async () => {
            const axios = createClient({ httpsAgent: new HttpsAgent({ ca: certificate.cert }) });
            const proxy = `${scheme}://127.0.0.1:1`;
            assert.notStrictEqual(
              await pooledAgent(proxy, target === 'https', axios),
              await pooledAgent(proxy, target === 'https'),
            );
            await expectOneConnection(scheme, axios);
          });

          it('that says nothing is left when the request is stopped', () => expectLeft(scheme, createClient()));
        });
      }

      describe('from the environment', () => {
        const name = target === 'http' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
        const other = target === 'http' ? 'HTTPS_PROXY' : 'HTTP_PROXY';

        for (const [what, set, goes] of [
          [name, (url: string) => ({ [name]: url }), true],
          [name.toLowerCase(), (url: string) => ({ [name.toLowerCase()]: url }), true],
          [`${name} without a scheme`, (url: string) => ({ [name]: url.replace('http://', '') }), true],
          ['ALL_PROXY', (url: string) => ({ ALL_PROXY: url }), true],
          [other, (url: string) => ({ [other]: url }), false],
          ['NO_PROXY of the host', (url: string) => ({ [name]: url, NO_PROXY: 'example.com,127.0.0.1' }), false],
          ['NO_PROXY of another host', (url: string) => ({ [name]: url, NO_PROXY: 'example.com' }), true],
          ['NO_PROXY of everything', (url: string) => ({ [name]: url, NO_PROXY: '*' }), false],
        ] as const) {
          it(`${what} ${goes ? 'is used' : 'means none'}`, async () => {
            const proxy = await startProxy('http', { auth: true });
            try {
              Object.assign(process.env, set(proxy.url));
              const { values, error } = await outcomeOf(autonomousAI({ baseUrl: origin.url }).stream({ messages }));
              assert.isUndefined(error);
              assert.deepEqual(values, hi);
              assert.equal(proxy.targets.length, goes ? 1 : 0);
            } finally {
              await proxy.close();
            }
          });
        }

        it('is refused where it is none, and its password not shown', async () => {
          for (const proxy of [`ftp://anna:${PROXY_PASSWORD}@x`, `http://anna:${PROXY_PASSWORD}@`, 'http://u:%zz@x']) {
            process.env[name] = proxy;
            const error = await errorOf(autonomousAI({ baseUrl: origin.url }).stream({ messages }));
            assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['proxy'] });
            assertSilent(error);
          }
        });

        it('gives way to one that was given', async () => {
          const proxy = await startProxy('socks5', { auth: true });
          try {
            process.env[name] = 'http://127.0.0.1:9';
            const answer$ = autonomousAI({ baseUrl: origin.url, proxy: proxy.url }).stream({ messages });
            assert.deepEqual((await outcomeOf(answer$)).values, hi);
          } finally {
            await proxy.close();
          }
        });

        it('never shows its password', async () => {
          const rude = await startTcpServer((socket) => socket.destroy());
          try {
            process.env[name] = `http://anna:${encodeURIComponent(PROXY_PASSWORD)}@127.0.0.1:${rude.port}`;
            const error = await errorOf(autonomousAI({ baseUrl: origin.url }).stream({ messages }));
            assert.instanceOf(error, ConnectionError);
            assertSilent(error);
          } finally {
            await rude.close();
          }
        });
      });
    });
  }

  describe("trust what the caller's https agent trusts", () => {
    let insecure: string | undefined;
    beforeEach(() => {
      insecure = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    });
    afterEach(() => (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = insecure));

    for (const scheme of schemes) {
      it(`by ${scheme}`, async () => {
        const origin = await startServer((response) => void response.end(text('Hi') + DONE), { secure: true });
        const proxy = await startProxy(scheme);
        try {
          const ask = (client?: HttpClient): ReturnType<typeof outcomeOf> =>
            outcomeOf(autonomousAI({ baseUrl: origin.url, proxy: proxy.url, axios: client }).stream({ messages }));
          const httpsAgent = new HttpsAgent({ ca: certificate.cert });
          assert.deepEqual((await ask(createClient({ httpsAgent }))).values, hi);
          for (const client of [undefined, createClient()]) {
            const { error } = await ask(client);
            assert.instanceOf(error, ConnectionError);
            assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
          }
          assert.equal(origin.received.length, 1);
        } finally {
          await proxy.close();
          await origin.close();
        }
      });
    }
  });

  describe('a refused CONNECT is a ConnectionError, whatever it looks like', () => {
    for (const status of [401, 403, 404, 407, 429, 500, 502, 503]) {
      it(`${status}`, async () => {
        const refusing = await startTcpServer((socket) => {
          const body = '{"error":{"message":"from the proxy"}}';
          socket.end(
            `HTTP/1.1 ${status} No\r\ncontent-type: application/json\r\nretry-after: 7\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          );
        });
        try {
          const heads: unknown[] = [];
          const provider = openAICompatible({
            baseUrl: 'https://origin.test/v1',
            defaultModel: 'gpt',
            apiKey: 'sk-1234',
            proxy: refusing.url,
            onResponse: (head) => void heads.push(head),
          });
          const error = await errorOf(provider.stream({ messages }));
          assert.instanceOf(error, ConnectionError);
          assert.deepOwnInclude(error, { code: `PROXY_${status}`, retryable: true });
          assert.isEmpty(heads);
          await refusing.idle();
        } finally {
          await refusing.close();
        }
      });
    }
  });

  it('a 407 of an http proxy is a ConnectionError, and no answer', async () => {
    const refusing = await startTcpServer((socket) => {
      socket.end('HTTP/1.1 407 No\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n');
    });
    try {
      const heads: unknown[] = [];
      const provider = autonomousAI({
        baseUrl: 'http://origin.test',
        proxy: refusing.url,
        onResponse: (head) => void heads.push(head),
      });
      const error = await errorOf(provider.stream({ messages }));
      assert.instanceOf(error, ConnectionError);
      assert.equal(error['code'], 'PROXY_407');
      assert.isEmpty(heads);
    } finally {
      await refusing.close();
    }
  });

  it("a 407 of the origin, behind a tunnel, is the origin's", async () => {
    const odd = await startServer((response) => void response.writeHead(407).end('{"error":"from the origin"}'), {
      secure: true,
    });
    const socks = await startProxy('socks5');
    const tunnel = await startProxy('http');
    try {
      for (const { url } of [socks, tunnel] satisfies Proxy[]) {
        const error = await errorOf(requestBytes({ url: odd.url, proxy: url }));
        assert.deepOwnInclude(error, { name: 'ProviderError', status: 407, detail: 'from the origin' });
      }
    } finally {
      await socks.close();
      await tunnel.close();
      await odd.close();
    }
  });

  it('socks5 looks names up itself, socks5h leaves that to the proxy', async () => {
    const proxy = await startProxy('socks5');
    try {
      const url = 'http://localhost:9/';
      await errorOf(requestBytes({ url, proxy: proxy.url }));
      await errorOf(requestBytes({ url, proxy: proxy.url.replace('socks5', 'socks5h') }));
      const [local, remote] = proxy.targets.map((hostAndPort) => hostAndPort.replace(/:9$/, ''));
      assert.isAbove(isIP(local ?? ''), 0);
      assert.equal(remote, 'localhost');
    } finally {
      await proxy.close();
    }
  });
});
