import { inspect } from 'node:util';
import { assert } from 'chai';
import { DeadlineError, ollama } from '../../../lib/index.ts';
import { runMarbles } from '../../support/marbles.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../../support/serveBytes.ts';
import { startServer } from '../../support/startServer.ts';
import { DONE, lines, say } from './lines.ts';

const request = { model: 'q', messages: [{ role: 'user', content: 'Hello' }] } as const;

const refusal = (status: number, body: string, headers: Served['headers'] = {}): Served => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
});
const stream = (body: string): Served => ({ headers: { 'content-type': 'application/x-ndjson' }, body });

type Expected = Readonly<Record<string, unknown>>;

describe("ollama's errors", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  describe('before the first line: the status decides', () => {
    const rows: readonly (readonly [what: string, status: number, body: string, Expected])[] = [
      [
        'no such model',
        404,
        '{"error":"model \'x\' not found"}',
        { kind: 'not-found', detail: "model 'x' not found", retryable: false },
      ],
      [
        'no such model, in older words',
        404,
        '{"error":"model \\"x\\" not found, try pulling it first"}',
        { kind: 'not-found', detail: 'model "x" not found, try pulling it first', retryable: false },
      ],
      ['no such path', 404, '404 page not found', { kind: 'not-found', detail: '404 page not found' }],
      [
        'a model that cannot think',
        400,
        '{"error":"\\"llama3.2\\" does not support thinking"}',
        { kind: 'bad-request', detail: '"llama3.2" does not support thinking', retryable: false },
      ],
      [
        'a model that cannot call',
        400,
        '{"error":"registry.ollama.ai/library/gemma:2b does not support tools"}',
        { kind: 'bad-request', retryable: false },
      ],
      [
        'a schema for an old server',
        400,
        '{"error":"json: cannot unmarshal object into Go struct field ChatRequest.format of type string"}',
        { kind: 'bad-request', retryable: false },
      ],
      [
        'a prompt that does not fit',
        400,
        '{"error":"the input length exceeds the context length"}',
        { kind: 'context-length', retryable: false },
      ],
      [
        'nobody signed in to the cloud',
        401,
        '{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=a&key=b"}',
        { kind: 'auth', detail: 'unauthorized', retryable: false },
      ],
      ['the cloud switched off', 403, '{"error":"remote models are disabled"}', { kind: 'auth', retryable: false }],
      ['too many requests', 429, '{"error":"too many requests"}', { kind: 'rate-limit', retryable: true }],
      [
        'a runner that died',
        500,
        '{"error":"llama runner process has terminated: exit status 2"}',
        { kind: 'server', retryable: true },
      ],
      [
        'too little memory',
        500,
        '{"error":"model requires more system memory (8.0 GiB) than is available (4.0 GiB)"}',
        { kind: 'server', retryable: true },
      ],
      ['the cloud out of reach', 502, '{"error":"dial tcp: no such host"}', { kind: 'server', retryable: true }],
      [
        'a full queue',
        503,
        '{"error":"server busy, please try again.  maximum pending requests exceeded"}',
        { kind: 'overloaded', retryable: true },
      ],
      [
        'a call that could not be parsed',
        500,
        '{"error parsing tool call":"raw=\'{\'"}',
        { kind: 'server', detail: "error parsing tool call: raw='{'" },
      ],
    ];
    for (const [what, status, body, expected] of rows) {
      for (const streaming of [true, false]) {
        it(`${status}: ${what}, stream: ${streaming}`, async () => {
          server.serve(refusal(status, body));
          const error = await errorOf(ollama({ baseUrl: server.url }).stream({ ...request, stream: streaming }));
          assert.deepOwnInclude(error, {
            name: 'ProviderError',
            provider: 'ollama',
            model: 'q',
            status,
            inBand: false,
            contentReceived: false,
            ...expected,
          });
        });
      }
    }

    it('tells how long to wait, and by which id the request is known', async () => {
      server.serve(refusal(429, '{"error":"too many requests"}', { 'retry-after': '3', 'x-request-id': 'req_7' }));
      const error = await errorOf(ollama({ baseUrl: server.url }).stream(request));
      assert.deepOwnInclude(error, { retryAfterMs: 3000, requestId: 'req_7' });
    });

    it('follows no redirect', async () => {
      server.serve(refusal(307, '', { location: '/elsewhere' }));
      const error = await errorOf(ollama({ baseUrl: server.url, apiKey: 'key-4711' }).stream(request));
      assert.deepOwnInclude(error, { name: 'ProviderError', kind: 'redirect', status: 307 });
    });
  });

  describe('after it: nothing but a text, which decides nothing', () => {
    const texts = [
      'an error was encountered while running the model',
      'error parsing tool call: raw=\'{"a":\', err=unexpected end of JSON input',
      'this model exceeds the maximum context length',
      'rate limit exceeded, please try again in 5s',
      'insufficient credits',
      'unauthorized',
    ];
    for (const text of texts) {
      it(text, async () => {
        server.serve(stream(lines(say('Half'), JSON.stringify({ error: text }))));
        const { values, error } = await outcomeOf(ollama({ baseUrl: server.url }).stream(request));
        assert.deepEqual(values, [
          { type: 'start', model: 'q' },
          { type: 'text', choice: 0, text: 'Half' },
        ]);
        assert.deepOwnInclude(error, {
          name: 'ProviderError',
          kind: 'other',
          inBand: true,
          detail: text,
          retryable: false,
          contentReceived: true,
          provider: 'ollama',
          model: 'q',
        });
        assert.notProperty(error, 'status');
      });
    }

    const bodies: readonly (readonly [what: string, Served, Expected])[] = [
      ['before content', stream(lines('{"error":"boom"}')), { kind: 'other', detail: 'boom', contentReceived: false }],
      [
        'with the end behind it',
        stream(lines(say('Half'), '{"error":"boom"}', DONE)),
        { kind: 'other', detail: 'boom' },
      ],
      ['without a line end', stream(`${lines(say('Half'))}{"error":"boom"}`), { kind: 'other', detail: 'boom' }],
      [
        'after a reason that did not end it',
        stream(lines('{"message":{"content":"a"},"done":false,"done_reason":"stop"}', '{"error":"boom"}')),
        { detail: 'boom' },
      ],
      [
        'beside a text',
        stream(lines('{"message":{"content":"a"},"error":"boom"}')),
        { detail: 'boom', contentReceived: true },
      ],
      [
        'under the key of version 0.11.3',
        stream(lines(say('Half'), '{"error parsing tool call":"raw=\'{\', err=EOF"}')),
        { kind: 'other', detail: "error parsing tool call: raw='{', err=EOF", retryable: false },
      ],
      [
        'in an event of a proxy',
        { body: `data: ${say('Half')}\n\ndata: {"error":"boom"}\n\n` },
        { kind: 'other', detail: 'boom' },
      ],
      [
        'in one JSON answer',
        refusal(200, '{"error":"boom"}'),
        { kind: 'other', detail: 'boom', contentReceived: false },
      ],
      // Other servers' shapes are read as everywhere.
      [
        'as an object of another server',
        stream(lines('{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}')),
        { kind: 'rate-limit', code: 'rate_limit_exceeded', detail: 'Slow down.', retryable: true },
      ],
      [
        'as a detail of another server',
        stream(lines('{"detail":"Too many requests"}')),
        { detail: 'Too many requests' },
      ],
      [
        'as a code and a message',
        stream(lines('{"code":"InvalidParameter","message":"Range of input length"}')),
        { detail: 'Range of input length' },
      ],
      ['as a type and a message', stream(lines('{"type":"error","message":"boom"}')), { detail: 'boom' }],
    ];
    for (const [what, served, expected] of bodies) {
      it(what, async () => {
        server.serve(served);
        const error = await errorOf(ollama({ baseUrl: server.url }).stream(request));
        assert.deepOwnInclude(error, { name: 'ProviderError', inBand: true, ...expected });
      });
    }

    it('in one JSON answer that was asked for', async () => {
      server.serve(refusal(200, '{"error":"boom"}'));
      const error = await errorOf(ollama({ baseUrl: server.url }).stream({ ...request, stream: false }));
      assert.deepOwnInclude(error, { name: 'ProviderError', kind: 'other', inBand: true, detail: 'boom' });
    });
  });

  describe('of the connection', () => {
    it('a socket that is lost in the middle', async () => {
      server.serve({ ...stream(lines(say('Half'))), ending: 'destroy' });
      const { values, error } = await outcomeOf(ollama({ baseUrl: server.url }).stream(request));
      assert.equal(values.length, 2);
      assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', reason: 'connection-lost', contentReceived: true });
    });

    it('none after the end', async () => {
      server.serve({ ...stream(lines(say('Hi'), DONE)), ending: 'destroy' });
      assert.isTrue((await outcomeOf(ollama({ baseUrl: server.url }).stream(request))).completed);
      server.serve({ ...stream(lines(say('Hi'), DONE)), ending: 'stall' });
      assert.isTrue((await outcomeOf(ollama({ baseUrl: server.url }).stream(request))).completed);
      await server.idle();
    });

    it('no server', async () => {
      const error = await errorOf(ollama({ baseUrl: 'http://127.0.0.1:9' }).stream(request));
      assert.deepOwnInclude(error, {
        name: 'ConnectionError',
        code: 'ECONNREFUSED',
        provider: 'ollama',
        retryable: true,
      });
    });

    it('silence: the socket is closed', async () => {
      server.serve({ ...stream(lines(say('Half'))), ending: 'stall' });
      const error = await errorOf(ollama({ baseUrl: server.url, deadlines: { idleMs: 20 } }).stream(request));
      assert.deepOwnInclude(error, { name: 'DeadlineError', deadline: 'idle' });
      await server.idle();
    });
  });

  it('wait ten minutes for a server that loads its model', () => {
    const provider = ollama({ fetch: () => new Promise(() => undefined) });
    for (const streaming of [true, false]) {
      runMarbles(({ expectObservable }) => {
        const error = new DeadlineError('headers', 600_000, { provider: 'ollama', model: 'q' });
        expectObservable(provider.stream({ ...request, stream: streaming })).toBe('600s #', undefined, error);
      });
    }
  });

  it('leave no socket open when the reader leaves, whatever the server does', async () => {
    const silent = await startServer(() => undefined);
    try {
      const subscription = ollama({ baseUrl: silent.url }).stream(request).subscribe();
      await silent.requested();
      subscription.unsubscribe();
      await silent.idle();
    } finally {
      await silent.close();
    }
    server.serve({ ...stream(lines(say('Half'))), ending: 'stall' });
    for await (const chunk of ollama({ baseUrl: server.url }).stream(request)) if (chunk.type === 'text') break;
    await server.idle();
  });

  it('hold no secret, whatever the server says', async () => {
    const [key, password, header] = ['key-47114711', 'pass-word-1', 'header-value-1'] as const;
    const said = `you sent ${key}, ${password} and ${header}`;
    const provider = ollama({
      baseUrl: server.url,
      apiKey: async () => key,
      headers: { 'x-secret': header },
    });
    const withPassword = ollama({ baseUrl: server.url.replace('http://', `http://user:${password}@`) });
    for (const served of [
      refusal(401, JSON.stringify({ error: said })),
      stream(lines(JSON.stringify({ error: said }))),
    ]) {
      server.serve(served);
      for (const source of [provider, withPassword]) {
        const error = await errorOf(source.stream(request));
        const shown = [
          String(error),
          inspect(error, { depth: 9, showHidden: true }),
          JSON.stringify(error),
          error.stack ?? '',
        ];
        const own = source === provider ? [key, header] : [password];
        for (const rendering of shown) for (const secret of own) assert.notInclude(rendering, secret);
        assert.include(String(error['detail']), '[redacted]');
      }
    }
  });
});
