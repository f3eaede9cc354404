import { assert } from 'chai';
import { create as createClient } from 'axios';
import type { IncomingMessage } from 'node:http';
import { firstValueFrom } from 'rxjs';
import { isChatStreamError, openAICompatible, requestBytes } from '../../lib/index.ts';
import type { ChatRequest, OpenAICompatibleOptions } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { renderingsOf } from '../support/renderings.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';
import { startTcpServer } from '../support/startTcpServer.ts';
import { DONE, frame, text } from '../support/wire.ts';

const KEY = 'sk-proj/aB+cD==.9f8e7d6c5b4a';
const TENANT = 'tenant  of two  spaces';
const SESSION = 'session "quoted" \\ 4711';
const QUERY_KEY = 'query&key ü 42';
const PROXY_PASSWORD = 'pr@xy p4ss:word';
const PROMPT = 'the prompt that nobody else may read';

/** What no rendering may hold, in any spelling in which it was sent or could come back. */
const SECRETS: readonly string[] = [
  KEY,
  'sk-proj%2FaB%2BcD%3D%3D.9f8e7d6c5b4a',
  TENANT,
  'tenant of two spaces',
  SESSION,
  'session \\"quoted\\" \\\\ 4711',
  QUERY_KEY,
  'query%26key%20%C3%BC%2042',
  'query%26key+%C3%BC+42',
  PROXY_PASSWORD,
  'pr%40xy%20p4ss%3Aword',
  // What user and password become in the header.
  'dXNlcjpwckB4eSBwNHNzOndvcmQ=',
  PROMPT,
];

/** Spellings that only our own code or another server could come to. */
const NEVER_SENT: readonly string[] = ['tenant of two spaces'];

/** Everything that a server or a proxy knows of a request but its body, as it would put it into a text. */
const echo = ({ url = '', headers }: IncomingMessage): string =>
  [
    ...Object.values(headers).map(String),
    url,
    decodeURIComponent(url.replaceAll('+', ' ')),
    encodeURIComponent(KEY),
    PROXY_PASSWORD,
    'pr%40xy%20p4ss%3Aword',
    'query%26key%20%C3%BC%2042',
  ].join(' | ');

type Reply = readonly [status: number, contentType: string, body: (said: string) => string];

const json = JSON.stringify;
const sse = 'text/event-stream';

/** By the class of the error that each must become. */
const replies: readonly (readonly [
  name: string,
  what: string,
  reply: Reply,
  options?: Partial<OpenAICompatibleOptions>,
])[] = [
  ['ProviderError', 'an error message', [400, 'application/json', (said) => json({ error: { message: said } })]],
  ['ProviderError', 'a code', [400, 'application/json', (said) => json({ error: { message: 'm', code: said } })]],
  ['ProviderError', 'a text', [401, 'text/plain', (said) => said]],
  ['ProviderError', 'a page', [403, 'text/html', (said) => `<html><body><p>${said}</p></body></html>`]],
  ['ProviderError', 'JSON of no known shape', [500, 'application/json', (said) => json({ echo: { said } })]],
  ['ProviderError', 'a redirect', [302, 'text/plain', (said) => said]],
  ['ProviderError', 'a text that is cut in the middle', [400, 'text/plain', (said) => 'x'.repeat(1990) + said]],
  ['ProviderError', 'an error in the stream', [200, sse, (said) => frame(json({ error: { message: said } }))]],
  ['ProviderError', 'an event of type error', [200, sse, (said) => `event: error\n${frame(said)}`]],
  ['ProviderError', 'a JSON error in a 200', [200, 'application/json', (said) => json({ error: said })]],
  ['UnexpectedContentError', 'a page', [200, 'text/html', (said) => `<p>${said}</p>`]],
  ['UnexpectedContentError', 'JSON that is no answer', [200, 'application/json', (said) => json({ said })]],
  ['UnexpectedContentError', 'a long text', [200, 'text/css', (said) => 'x'.repeat(150) + said]],
  ['EmptyAnswerError', 'malformed frames alone', [200, sse, (said) => frame(said) + frame(json(said)) + DONE]],
  ['IncompleteAnswerError', 'a body that just ends', [200, sse, (said) => text(said)]],
  ['EventTooLargeError', 'a line over the limit', [200, sse, (said) => text(said.repeat(20))], { maxEventBytes: 2000 }],
  ['MalformedFrameError', 'no JSON', [200, sse, (said) => text('Hi') + frame(said)], { onMalformed: 'fail' }],
  ['MalformedFrameError', 'JSON that is cut', [200, sse, (said) => frame(`{"a":"${said}`)], { onMalformed: 'fail' }],
  ['MalformedFrameError', 'JSON of a wrong shape', [200, sse, (said) => frame(json(said))], { onMalformed: 'fail' }],
  ['MalformedFrameError', 'a long one', [200, sse, (said) => frame('x'.repeat(4070) + said)], { onMalformed: 'fail' }],
];

const options: Omit<OpenAICompatibleOptions, 'baseUrl'> = {
  defaultModel: 'gpt',
  apiKey: KEY,
  headers: { 'x-tenant': TENANT },
  query: { 'api-key': QUERY_KEY, 'api-version': '7' },
};
const request: ChatRequest = { messages: [{ role: 'user', content: PROMPT }], headers: { 'x-session': SESSION } };

function assertSilent(error: unknown, name: string): void {
  assert.isTrue(isChatStreamError(error), `no error of ours: ${String(error)}`);
  assert.equal((error as Error).name, name);
  for (const [how, rendering] of Object.entries(renderingsOf(error))) {
    for (const secret of SECRETS) assert.notInclude(rendering, secret, `${how} of ${name}`);
    assert.notInclude(rendering, 'AxiosError', how);
  }
}

describe('secrets', () => {
  // A server that is asked as a proxy sees all of a request, and the proxy's password beside.
  let server: LoopbackServer;
  let reply: Reply;
  let proxy: string;
  before(async () => {
    server = await startServer((response, _, incoming) => {
      const [status, contentType, body] = reply;
      const said = echo(incoming);
      // Header values have to be Latin-1.
      const spoken = encodeURIComponent(KEY);
      response.writeHead(status, { 'content-type': `${contentType}; said=${spoken}`, 'x-request-id': spoken });
      response.end(body(said));
    });
    proxy = `http://user:pr%40xy%20p4ss%3Aword@127.0.0.1:${server.port}`;
  });
  after(() => server.close());

  it('the echo of these specs holds every one of them', async () => {
    reply = [200, sse, (said) => text(said) + DONE];
    const bytes$ = openAICompatible({ ...options, baseUrl: 'http://origin.test/v1', proxy }).stream(request);
    const said = JSON.stringify((await outcomeOf(bytes$)).values);
    for (const secret of SECRETS) {
      if (![PROMPT, SESSION, ...NEVER_SENT].includes(secret)) assert.include(said, secret);
    }
    assert.include(server.received.at(-1)?.body, PROMPT);
    assert.equal(server.received.at(-1)?.headers['authorization'], `Bearer ${KEY}`);
    assert.equal(server.received.at(-1)?.headers['x-session'], SESSION);
  });

  for (const [name, what, answer, more] of replies) {
    it(`${name}: ${what}`, async () => {
      reply = answer;
      const provider = openAICompatible({ ...options, ...more, baseUrl: 'http://origin.test/v1', proxy });
      const { error } = await outcomeOf(provider.stream(request));
      assertSilent(error, name);
    });

    it(`${name}: ${what}, with a key and a proxy of other origin`, async () => {
      reply = answer;
      const { HTTP_PROXY } = process.env;
      process.env['HTTP_PROXY'] = proxy;
      try {
        const apiKey = async (): Promise<string> => KEY;
        const provider = openAICompatible({ ...options, ...more, apiKey, baseUrl: 'http://origin.test/v1' });
        const { error } = await outcomeOf(provider.stream(request));
        assertSilent(error, name);
      } finally {
        if (HTTP_PROXY === undefined) delete process.env['HTTP_PROXY'];
        else process.env['HTTP_PROXY'] = HTTP_PROXY;
      }
    });
  }

  it('a key that looks like a media type is a key', async () => {
    reply = [400, 'text/plain', () => 'invalid key team/abc123'];
    const provider = openAICompatible({ baseUrl: server.url, apiKey: 'team/abc123', defaultModel: 'gpt' });
    const error = await errorOf(provider.stream(request));
    assert.equal(error['detail'], 'invalid key [redacted]');
  });

  it('a key in the base URL is a key, and so are its user and password', async () => {
    reply = [400, 'text/plain', (said) => said];
    const baseUrl = `http://anna:url-p4ss@127.0.0.1:${server.port}/v1?key=url-key-1234&v=7`;
    const error = await errorOf(openAICompatible({ baseUrl, defaultModel: 'gpt' }).stream(request));
    assert.include(server.received.at(-1)?.url, 'url-key-1234');
    for (const rendering of Object.values(renderingsOf(error))) {
      // The last is the base64 of anna:url-p4ss.
      for (const secret of ['url-key-1234', 'url-p4ss', 'YW5uYTp1cmwtcDRzcw==']) assert.notInclude(rendering, secret);
    }
  });

  it('a redacted detail is not longer than one that is not', async () => {
    reply = [400, 'text/plain', () => 'abcd'.repeat(1000)];
    const headers = { 'x-a': 'abcd' };
    const error = await errorOf(
      openAICompatible({ baseUrl: server.url, defaultModel: 'gpt', headers }).stream(request),
    );
    assert.isAtMost(String(error['detail']).length, 2000);
    assert.notInclude(String(error['detail']), 'abcd');
  });

  it('requestBytes keeps silent too', async () => {
    reply = [400, 'text/plain', (said) => said];
    const headers = { authorization: `Bearer ${KEY}`, 'x-tenant': TENANT, 'x-session': SESSION };
    const query = { 'api-key': QUERY_KEY };
    const config = { url: 'http://origin.test/', headers, query, body: PROMPT, proxy };
    assertSilent(await errorOf(requestBytes(config)), 'ProviderError');
  });

  it('listModels keeps silent too', async () => {
    reply = [401, 'text/plain', (said) => said];
    const provider = openAICompatible({ ...options, baseUrl: 'http://origin.test/v1', proxy });
    const error = await firstValueFrom(provider.listModels()).catch((e: unknown) => e);
    assertSilent(error, 'ProviderError');
    assert.equal((error as { provider: string }).provider, 'openAICompatible');
  });

  describe('ConnectionError', () => {
    it('of a proxy that is not there', async () => {
      const gone = await startTcpServer(() => undefined);
      await gone.close();
      const dead = `http://user:pr%40xy%20p4ss%3Aword@127.0.0.1:${gone.port}`;
      for (const baseUrl of ['http://origin.test/v1', 'https://origin.test/v1']) {
        for (const scheme of ['http', 'socks5']) {
          const provider = openAICompatible({ ...options, baseUrl, proxy: dead.replace('http', scheme) });
          assertSilent(await errorOf(provider.stream(request)), 'ConnectionError');
        }
      }
    });

    it('of a proxy that refuses, and says with what it was asked', async () => {
      for (const status of [403, 407, 502]) {
        const refusing = await startTcpServer((socket, head) => {
          socket.end(`HTTP/1.1 ${status} ${head.slice(0, 40).replaceAll(/\s/g, ' ')}\r\nx-echo: ${KEY}\r\n\r\n${head}`);
        });
        try {
          const refusal = `http://user:pr%40xy%20p4ss%3Aword@127.0.0.1:${refusing.port}`;
          const provider = openAICompatible({ ...options, baseUrl: 'https://origin.test/v1', proxy: refusal });
          assertSilent(await errorOf(provider.stream(request)), 'ConnectionError');
        } finally {
          await refusing.close();
        }
      }
    });

    it('of a connection that is lost before the headers', async () => {
      const losing = await startTcpServer((socket) => socket.destroy());
      try {
        for (const client of [undefined, createClient(), createClient({ adapter: 'fetch' })]) {
          const provider = openAICompatible({ ...options, baseUrl: losing.url, axios: client });
          const error = await errorOf(provider.stream(request));
          assertSilent(error, 'ConnectionError');
          assert.deepOwnInclude(error, { retryable: true, contentReceived: false });
        }
      } finally {
        await losing.close();
      }
    });

    it('of a server that speaks no HTTP', async () => {
      const odd = await startTcpServer((socket, head) => socket.end(`SSH-2.0 ${head}`));
      try {
        assertSilent(
          await errorOf(openAICompatible({ ...options, baseUrl: odd.url }).stream(request)),
          'ConnectionError',
        );
      } finally {
        await odd.close();
      }
    });
  });

  it('IncompleteAnswerError of a connection that is lost', async () => {
    const losing = await startTcpServer((socket, head) => {
      const said = text(head.replaceAll('\r\n', ' '));
      socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n${said}`);
    });
    try {
      for (const client of [undefined, createClient(), createClient({ adapter: 'fetch' })]) {
        const provider = openAICompatible({ ...options, baseUrl: losing.url, axios: client });
        const error = await errorOf(provider.stream(request));
        assertSilent(error, 'IncompleteAnswerError');
        assert.deepOwnInclude(error, { reason: 'connection-lost', contentReceived: true });
      }
    } finally {
      await losing.close();
    }
  });

  it('AbortError and DeadlineError', async () => {
    const stalling = await startServer(() => undefined);
    try {
      const provider = openAICompatible({ ...options, baseUrl: stalling.url });
      assertSilent(await errorOf(provider.stream({ ...request, deadlines: { headersMs: 20 } })), 'DeadlineError');
      const signal = AbortSignal.timeout(20);
      assertSilent(await errorOf(provider.stream({ ...request, signal })), 'AbortError');
    } finally {
      await stalling.close();
    }
  });

  describe('InvalidRequestError', () => {
    const circular: Record<string, unknown> = { KEY, PROMPT };
    circular['self'] = circular;
    const bad: readonly (readonly [string, unknown])[] = [
      ['a header with a line break', { ...request, headers: { 'x-a': `${KEY}\r\nx-b: ${SESSION}` } }],
      ['a header beyond Latin-1', { ...request, headers: { 'x-a': `${KEY} 日本` } }],
      ['a header with NUL', { ...request, headers: { 'x-a': `${KEY}\u0000` } }],
      ['a header that is no text', { ...request, headers: { 'x-a': [KEY] } }],
      ['a circular body', { ...request, body: circular }],
      ['a body with a bigint', { ...request, body: { KEY, n: 1n } }],
      ['a circular tool', { ...request, tools: [{ name: 'f', parameters: circular }] }],
      ['a message that is none', { messages: [{ role: PROMPT, content: KEY }] }],
      ['content of a wrong type', { messages: [{ role: 'user', content: { PROMPT, KEY } }] }],
      ['messages that are none', { messages: PROMPT }],
      ['a temperature that is none', { ...request, temperature: KEY }],
      ['a proxy that is none', { ...request, proxy: `gopher://user:${PROXY_PASSWORD}@x` }],
      ['a proxy whose password cannot be decoded', { ...request, proxy: `http://user:${KEY}%zz@127.0.0.1:1` }],
      ['no request at all', KEY],
    ];
    for (const [what, asked] of bad) {
      it(`of ${what}, and nothing is sent`, async () => {
        const connections = server.connections();
        const provider = openAICompatible({ ...options, baseUrl: server.url });
        assertSilent(await errorOf(provider.stream(asked as ChatRequest)), 'InvalidRequestError');
        assert.equal(server.connections(), connections);
      });
    }
  });

  it('UnknownModelError', async () => {
    const provider = openAICompatible({ ...options, baseUrl: server.url, models: ['gpt'] });
    assertSilent(await errorOf(provider.stream({ ...request, model: 'other' })), 'UnknownModelError');
  });
});
