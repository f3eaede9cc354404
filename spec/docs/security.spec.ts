import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import axios from 'axios';
import { assert, expect } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import lock from '../../package-lock.json' with { type: 'json' };
import {
  autonomousAI,
  collect,
  openAICompatible,
  type OpenAICompatibleOptions,
  type Provider,
} from '../../lib/index.ts';
import { startServer as startEmbeddedServer } from '../../lib/testing/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { renderingsOf } from '../support/renderings.ts';
import { type BytesServer, serveBytes } from '../support/serveBytes.ts';
import { type LoopbackServer, startServer } from '../support/startServer.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { DONE, frame, text } from '../support/wire.ts';

const KEY = 'sk-9f86d081884c7d65';
const PROMPT = 'the prompt nobody else may read';
const PASSWORD = 'pass/word%1';
const PASSWORD_ENCODED = encodeURIComponent(PASSWORD);
const request = { messages: [{ role: 'user', content: PROMPT }] } as const;

/** Each claim of docs/security.md that no other spec proves, in the order of the page. */
describe('docs/security.md', () => {
  let server: BytesServer;

  beforeEach(async () => {
    server = await serveBytes();
  });

  afterEach(() => server.close());

  const provider = (options: Partial<OpenAICompatibleOptions> = {}): Provider =>
    openAICompatible({ baseUrl: `${server.url}/v1`, apiKey: KEY, defaultModel: 'gpt', ...options });

  describe('redirects', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`follows no redirect: ${status}`, async () => {
        const elsewhere = await startServer((response) => void response.end());
        server.serve({ status, headers: { location: `${elsewhere.url}/v1/chat/completions` }, body: 'moved' });
        const error = await errorOf(provider().stream(request));
        const seen = elsewhere.received.length;
        await elsewhere.close();
        expect(error).to.include({ name: 'ProviderError', kind: 'redirect', status, retryable: false });
        assert.strictEqual(seen, 0);
      });
    }
  });

  describe('keys', () => {
    const failures: Readonly<Record<string, () => void>> = {
      'a refusal that repeats the key and the prompt': () =>
        server.serve({ status: 401, headers: {}, body: `{"error":{"message":"${KEY} is no key"}}` }),
      'a page of HTML that repeats the key': () =>
        server.serve({ headers: { 'content-type': 'text/html' }, body: `<p>${KEY}</p>` }),
      'an error inside the stream': () =>
        server.serve({ body: [text('Hi'), frame(`{"error":{"message":"${KEY} expired"}}`)] }),
      'a lost connection': () => server.serve({ body: text('Hi'), ending: 'destroy' }),
      'an empty answer': () => server.serve({ body: '' }),
      'a malformed frame': () => server.serve({ body: [frame(`{"choices":"${KEY}"}`), DONE] }),
    };
    for (const [what, serve] of Object.entries(failures)) {
      it(`says no key and no prompt in any rendering of an error: ${what}`, async () => {
        serve();
        assertSilent(await errorOf(provider({ onMalformed: 'fail' }).stream(request)), [KEY, PROMPT]);
      });
    }

    it('says no key and no prompt in any rendering of an error: no connection', async () => {
      const { port } = await closedPort();
      const unreachable = provider({ baseUrl: `http://127.0.0.1:${port}/v1` });
      const error = await errorOf(unreachable.stream(request));
      expect(error).to.include({ name: 'ConnectionError', code: 'ECONNREFUSED' });
      assertSilent(error, [KEY, PROMPT]);
    });

    it('removes a key from what a server says, in each spelling', async () => {
      const key = 'k"é/y=1234';
      const spellings = [key, 'k\\"é/y=1234', encodeURIComponent(key)];
      server.serve({ status: 400, headers: {}, body: `bad: ${spellings.join(' ')}` });
      const error = await errorOf(provider({ apiKey: key }).stream(request));
      assert.strictEqual(error['detail'], 'bad: [redacted] [redacted] [redacted]');
    });

    for (const key of ['日本', 'two\nlines', 'a\u0000b']) {
      it(`refuses a key that a header cannot carry: ${JSON.stringify(key)}`, async () => {
        const error = await errorOf(provider({ apiKey: () => key }).stream(request));
        expect(error).to.include({ name: 'InvalidRequestError' });
        assert.deepEqual(error['paths'], ['options/apiKey']);
        assertSilent(error, [key]);
        assert.strictEqual(server.connections(), 0);
      });
    }

    it('names the place of a wrong value and not the value', async () => {
      const wrong = { messages: [{ role: PROMPT, content: KEY }] } as never;
      const error = await errorOf(provider().stream(wrong));
      assert.deepEqual(error['paths'], ['messages/0/role']);
      assertSilent(error, [KEY, PROMPT]);
    });
  });

  describe('connections', () => {
    it('refuses a certificate that nobody vouches for', async () => {
      const secure = await startServer((response) => void response.end(), { secure: true });
      const error = await errorOf(provider({ baseUrl: `${secure.url}/v1` }).stream(request));
      const seen = secure.received.length;
      await secure.close();
      expect(error).to.include({ name: 'ConnectionError', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      assert.strictEqual(seen, 0);
    });

    for (const baseUrl of ['file:///etc/passwd', 'data:text/event-stream,data:%20x', 'unix:/var/run/docker.sock']) {
      it(`speaks http and https and nothing else: ${baseUrl}`, () => {
        assert.throws(() => provider({ baseUrl }), 'options/baseUrl');
      });
    }

    const forged = { 'x-team': 'a\r\nx-admin: yes' };
    it('lets no line end into a header', async () => {
      const error = await errorOf(provider().stream({ ...request, headers: forged }));
      assert.deepEqual(error['paths'], ['headers/x-team']);
      assert.throws(() => provider({ headers: forged }), 'options/headers/x-team');
      assert.strictEqual(server.connections(), 0);
    });

    it('takes nothing from the defaults of axios', async () => {
      server.serve({ body: [text('Hi'), DONE] });
      const { common } = axios.defaults.headers;
      common['x-planted'] = 'yes';
      axios.defaults.baseURL = 'http://127.0.0.1:1';
      try {
        await outcomeOf(provider().stream(request));
      } finally {
        delete common['x-planted'];
        delete axios.defaults.baseURL;
      }
      assert.strictEqual(server.received.length, 1);
      expect(server.received[0]?.headers).to.not.have.property('x-planted');
    });
  });

  describe('proxies', () => {
    let proxy: TcpServer;
    let heads: string[];
    let onTunnel: (socket: Socket) => void;

    beforeEach(async () => {
      heads = [];
      proxy = await startTcpServer((socket, head) => {
        heads.push(head);
        onTunnel(socket);
      });
    });

    afterEach(() => proxy.close());

    const through = (): string => `http://user:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}`;

    it('shows a proxy the name of an https target and nothing of the request', async () => {
      let firstBytes: Buffer = Buffer.alloc(0);
      onTunnel = (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', (bytes: Buffer) => {
          firstBytes = bytes;
          socket.destroy();
        });
      };
      await errorOf(provider({ baseUrl: 'https://origin.test/v1', proxy: through() }).stream(request));
      expect(heads[0]).to.match(/^CONNECT origin\.test:443 HTTP\/1\.1\r\n/);
      expect(heads[0]).to.not.include(KEY);
      // The first byte of a TLS handshake.
      assert.strictEqual(firstBytes[0], 0x16);
      expect(firstBytes.toString('latin1')).to.not.include(KEY);
      expect(firstBytes.toString('latin1')).to.not.include(PROMPT);
    });

    const refusals = [
      ['http', 407],
      ['https', 407],
      ['https', 401],
      ['https', 403],
    ] as const;
    for (const [scheme, status] of refusals) {
      it(`takes a proxy's refusal for no answer of the target: ${status}, ${scheme}`, async () => {
        onTunnel = (socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        const target = provider({ baseUrl: `${scheme}://origin.test/v1`, proxy: through() });
        const error = await errorOf(target.stream(request));
        expect(error).to.include({ name: 'ConnectionError', code: `PROXY_${status}` });
        assertSilent(error, [KEY, PROMPT, PASSWORD, PASSWORD_ENCODED, btoa(`user:${PASSWORD}`)]);
      });
    }

    it('says no password of a proxy that cannot be reached', async () => {
      const { port } = await closedPort();
      const error = await errorOf(
        provider({ proxy: `socks5h://user:${PASSWORD_ENCODED}@127.0.0.1:${port}` }).stream(request),
      );
      assert.strictEqual(error.name, 'ConnectionError');
      assertSilent(error, [PASSWORD, PASSWORD_ENCODED]);
    });
  });

  describe('names that objects have anyway', () => {
    it('changes no prototype and shows no member that a frame smuggles in', async () => {
      server.serve({
        body: [
          frame(
            '{"__proto__":{"planted":1},"constructor":{"prototype":{"planted":1}},"choices":[{"__proto__":{"planted":1},"delta":{"content":"Hi","__proto__":{"planted":1}}}]}',
          ),
          frame('{"choices":[{"delta":{"content":"!","__proto__":{"refusal":"no"}}}]}'),
          DONE,
        ],
      });
      const { values } = await outcomeOf(provider().stream(request));
      assert.deepEqual(values, [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Hi' },
        { type: 'text', choice: 0, text: '!' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ]);
      expect({}).to.not.have.property('planted');
    });

    it('looks words up among its own', async () => {
      for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
        assert.isTrue(isLeft(autonomousAI().resolveModel(name)), name);
      }
      server.serve({ body: [frame('{"choices":[{"delta":{"content":"Hi"},"finish_reason":"constructor"}]}'), DONE] });
      const { finishReason } = await firstValueFrom(provider().stream(request).pipe(collect()));
      assert.strictEqual(finishReason, 'other');
      server.serve({ status: 418, headers: {}, body: '{"error":{"code":"__proto__","type":"constructor"}}' });
      expect(await errorOf(provider().stream(request))).to.include({ kind: 'bad-request', code: '__proto__' });
    });

    it("sends a tool's schema whole, whatever its properties are called", async () => {
      const schema =
        '{"type":"object","properties":{"constructor":{"type":"string"},"prototype":{"type":"string"},"__proto__":{"type":"string"}}}';
      const tools = [{ name: 'f', parameters: JSON.parse(schema) as Record<string, unknown> }];
      await outcomeOf(provider().stream({ ...request, tools }));
      expect(server.received[0]?.body).to.include(`"parameters":${schema}`);
    });
  });

  describe('limits', () => {
    it('ends an answer with a line that is too large, and closes the socket', async () => {
      server.serve({ body: `data: ${'x'.repeat(200_000)}`, ending: 'stall' });
      const error = await errorOf(provider({ maxEventBytes: 100_000 }).stream(request));
      expect(error).to.include({ name: 'EventTooLargeError', limitBytes: 100_000 });
      await server.idle();
    });

    it('counts what a compressed body unpacks to', async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x'));
      expect(bomb.length).to.be.lessThan(100_000);
      for (const contentType of ['text/event-stream', 'application/json']) {
        server.serve({ headers: { 'content-type': contentType, 'content-encoding': 'gzip' }, body: bomb });
        const error = await errorOf(provider({ maxEventBytes: 1_000_000 }).stream(request));
        assert.strictEqual(error.name, 'EventTooLargeError', contentType);
      }
      await server.idle();
    });

    it('reads no more than the start of an error that never ends', async () => {
      const endless = await startEndlessServer(500);
      const error = await errorOf(provider({ baseUrl: `${endless.url}/v1` }).stream(request));
      await endless.idle();
      await endless.close();
      expect(error).to.include({ name: 'ProviderError', kind: 'server' });
    });

    it('reads at most 64 KiB of an error, and says at most 2,000 characters of it', async () => {
      server.serve({ status: 500, headers: {}, body: errorJson(60_000) });
      const read = await errorOf(provider().stream(request));
      assert.strictEqual(read['detail'], 'x'.repeat(2_000));
      // What is cut is no JSON any more.
      server.serve({ status: 500, headers: {}, body: errorJson(70_000) });
      const cut = await errorOf(provider().stream(request));
      assert.strictEqual(cut['detail'], errorJson(70_000).slice(0, 2_000));
    });

    it('keeps no more than the start of a malformed frame', async () => {
      server.serve({ body: [frame('x'.repeat(100_000)), text('Hi'), DONE] });
      const frames: string[] = [];
      await outcomeOf(provider({ onMalformed: ({ data }) => void frames.push(data) }).stream(request));
      assert.deepEqual(
        frames.map(({ length }) => length),
        [4_096],
      );
    });
  });

  describe('what is left to you', () => {
    it('gives what a model says as it came', async () => {
      const said = '<script>alert(1)</script>\u001b[2J\u0000\u202e';
      const call =
        '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"<rm>","arguments":"{\\"-rf\\": /"}}]}}]}';
      server.serve({ body: [text(said), frame(call), DONE] });
      const answer = await firstValueFrom(provider().stream(request).pipe(collect()));
      assert.strictEqual(answer.text, said);
      assert.deepEqual(answer.toolCalls, [{ id: 'c', name: '<rm>', arguments: '{"-rf": /' }]);
    });
  });

  describe('what listens and what is installed', () => {
    it('listens on the loopback interface alone', async () => {
      const embedded = await startEmbeddedServer();
      const elsewhere = embedded.openAI.baseUrl.replace('127.0.0.1', '127.0.0.2');
      const error = await errorOf(provider({ baseUrl: elsewhere }).stream(request));
      await embedded.close();
      assert.strictEqual(error.name, 'ConnectionError');
    });

    it('runs no script at its installation, its dependencies included', () => {
      const installed = Object.entries(lock.packages as unknown as Readonly<Record<string, LockedPackage>>);
      const atRunTime = installed.filter(([, { dev }]) => dev !== true);
      expect(atRunTime.map(([path]) => path)).to.include('node_modules/axios');
      assert.deepEqual(
        atRunTime.filter(([, { hasInstallScript }]) => hasInstallScript === true),
        [],
      );
    });
  });
});

interface LockedPackage {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** No rendering of the error holds one of these texts. */
function assertSilent(error: unknown, secrets: readonly string[]): void {
  for (const [how, rendered] of Object.entries(renderingsOf(error))) {
    for (const secret of secrets) assert.notInclude(rendered, secret, how);
  }
}

/** A port of loopback on which nothing listens. */
async function closedPort(): Promise<AddressInfo> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return address;
}

/** An error with a message of this length, in JSON. */
const errorJson = (length: number): string => `{"error":{"message":"${'x'.repeat(length)}"}}`;

/** A server whose answers go on until the client closes. */
function startEndlessServer(status: number): Promise<LoopbackServer> {
  return startServer((response) => {
    response.writeHead(status, { 'content-type': 'text/plain' });
    Readable.from(endlessly('x'.repeat(16_384))).pipe(response);
  });
}

function* endlessly(piece: string): Generator<string> {
  for (;;) yield piece;
}
