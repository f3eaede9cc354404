import { assert, expect } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { concat, NEVER, Observable, of, throwError } from 'rxjs';
import {
  type ChatRequest,
  type ChatSourceLike,
  type Chunk,
  ConnectionError,
  openAICompatible,
  ProviderError,
  UnknownModelError,
} from '../../../lib/index.ts';
import { type GatewayOptions, openAIGateway, toNodeHandler } from '../../../lib/server/index.ts';
import { type EmbeddedServer, sourceOf, startServer } from '../../../lib/testing/index.ts';
import type { RunChunk } from '../../../lib/tools/RunChunk.ts';
import { bodyOf, exchangeRaw, type NodeServer, open, sendRaw, serveNode } from '../serveNode.ts';

const MIB = 1024 * 1024;
const start: Chunk = { type: 'start', id: 'chatcmpl-1', model: 'gpt' };
const text = (piece: string, choice = 0): Chunk => ({ type: 'text', choice, text: piece });
const finish = (reason = 'stop', choice = 0): Chunk => ({ type: 'finish', choice, reason }) as Chunk;
const usage: Chunk = { type: 'usage', promptTokens: 1, completionTokens: 2, totalTokens: 3 };
const ANSWER: readonly Chunk[] = [start, text('Hi'), usage, finish()];

const question = { model: 'gpt', messages: [{ role: 'user', content: 'Hello' }] };

type Gateway = (request: Request) => Promise<Response>;

/** A source that answers with these chunks, and what it was asked. */
function playing(chunks: readonly Chunk[] = ANSWER): {
  source: ChatSourceLike;
  asked: ChatRequest[];
  open: () => number;
} {
  const asked: ChatRequest[] = [];
  let isOpen = 0;
  const answer$ = (request: ChatRequest): Observable<Chunk> =>
    new Observable((subscriber) => {
      asked.push(request);
      isOpen++;
      subscriber.add(() => isOpen--);
      return of(...chunks).subscribe(subscriber);
    });
  return { source: sourceOf(answer$), asked, open: () => isOpen };
}

const post = (gateway: Gateway, body: unknown, init: RequestInit = {}): Promise<Response> =>
  gateway(
    new Request('http://a.test/v1/chat/completions', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    }),
  );

const get = (gateway: Gateway, path: string, init: RequestInit = {}): Promise<Response> =>
  gateway(new Request(`http://a.test${path}`, init));

/** What a browser asks before a page of another origin may ask. */
const preflight = (gateway: Gateway, path = '/v1/chat/completions'): Promise<Response> =>
  get(gateway, path, {
    method: 'OPTIONS',
    headers: {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-stainless-os',
    },
  });

/** Status and error of a refusal. */
async function refusalOf(
  response: Response,
): Promise<{ status: number; message: string; type: string; code: unknown }> {
  const { error, ...rest } = (await response.json()) as { error: Record<string, unknown> };
  assert.isEmpty(rest);
  assert.sameMembers(Object.keys(error), ['message', 'type', 'param', 'code']);
  assert.isNull(error['param']);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(response.headers.get('x-should-retry'), 'false');
  return {
    status: response.status,
    message: String(error['message']),
    type: String(error['type']),
    code: error['code'],
  };
}

const framesOf = (body: string): readonly Record<string, unknown>[] =>
  body
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)) as Record<string, unknown>);

const nested = (depth: number): string => `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`;

const withParameters = (parameters: string): string =>
  `{"messages":[],"tools":[{"function":{"name":"f","parameters":${parameters}}}]}`;

const listed = async (gateway: Gateway): Promise<unknown> => (await get(gateway, '/v1/models')).json();

const modelOf = (id: string): unknown => ({ id, object: 'model', owned_by: 'rxllm' });

const withoutTime = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json, (key, value: unknown) => (key === 'created' ? undefined : value)));

const call = (index: number, id: string, name: string): Chunk => ({
  type: 'tool-call',
  choice: 0,
  index,
  id,
  name,
  arguments: '{}',
});

const callOf = (id: string, name: string) => ({ id, name, arguments: '{}' });

const cannedFrame = (delta: string, reason = 'null'): string =>
  `data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":0,"model":"canned","choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${reason}}]}`;

/** A question as it goes over the wire. */
const send = (body: string): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const ask = (scenario: string): string => send(JSON.stringify({ ...question, model: scenario, stream: true }));

describe('openAIGateway', () => {
  describe('POST /chat/completions', () => {
    it('streams where the body says so, whatever the client accepts', async () => {
      const { source, asked } = playing();
      const response = await post(
        openAIGateway(source),
        { ...question, stream: true },
        { headers: { accept: 'application/json' } },
      );
      assert.equal(response.status, 200);
      expect(Object.fromEntries(response.headers)).to.include({
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      const body = await response.text();
      assert.isTrue(body.endsWith('"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'));
      assert.lengthOf(framesOf(body), 3);
      assert.deepEqual(asked, [{ model: 'gpt', messages: [{ role: 'user', content: 'Hello' }], stream: true }]);
    });

    it('tells the usage where it is asked for', async () => {
      const { source } = playing();
      const body = { ...question, stream: true, stream_options: { include_usage: true } };
      const frames = framesOf(await (await post(openAIGateway(source), body)).text());
      assert.deepEqual(frames.at(-1)?.['usage'], { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 });
      assert.deepEqual(frames.at(-1)?.['choices'], []);
    });

    for (const stream of [undefined, false, null]) {
      it(`gives one JSON where stream is ${stream}, whatever the client accepts`, async () => {
        const { source, asked } = playing();
        const response = await post(
          openAIGateway(source),
          { ...question, ...(stream === undefined ? {} : { stream }) },
          { headers: { accept: 'text/event-stream' } },
        );
        assert.equal(response.headers.get('content-type'), 'application/json');
        const { created, ...json } = (await response.json()) as Record<string, unknown>;
        assert.approximately(created as number, Date.now() / 1000, 60);
        assert.deepEqual(json, {
          id: 'chatcmpl-1',
          object: 'chat.completion',
          model: 'gpt',
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: 'Hi', refusal: null },
              logprobs: null,
              finish_reason: 'stop',
            },
          ],
          usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
        });
        assert.isFalse(asked[0]?.stream);
      });
    }

    it('gives as many choices as were asked for', async () => {
      const { source } = playing([start, text('A'), text('B', 1), finish(), finish('length', 1)]);
      const choices = async (n?: number): Promise<unknown[]> => {
        const response = await post(openAIGateway(source), { ...question, n });
        return ((await response.json()) as { choices: unknown[] }).choices;
      };
      assert.lengthOf(await choices(), 1);
      assert.lengthOf(await choices(2), 2);
    });

    it('names the model that was asked where the answer names none', async () => {
      for (const chunks of [
        [{ type: 'start' } as const, text('Hi'), finish()],
        [text('Hi'), finish()],
      ]) {
        const gateway = openAIGateway(playing(chunks).source);
        expect(await (await post(gateway, question)).json()).to.include({ model: 'gpt' });
        const frames = framesOf(await (await post(gateway, { ...question, stream: true })).text());
        for (const frame of frames) assert.equal(frame['model'], 'gpt');
      }
    });

    it('asks the source that is chosen for the request', async () => {
      const [near, far] = [playing(), playing()];
      const gateway = openAIGateway(({ model }, raw) => {
        assert.equal(raw.headers.get('x-team'), 'a');
        return model === 'near' ? near.source : Promise.resolve(far.source);
      });
      const headers = { 'x-team': 'a' };
      await (await post(gateway, { ...question, model: 'near' }, { headers })).text();
      await (await post(gateway, { ...question, model: 'far', stream: true }, { headers })).text();
      assert.deepEqual([near.asked.length, far.asked.length], [1, 1]);
    });

    it('tells what the choice of a source fails with', async () => {
      const gateway = openAIGateway(({ model = '' }) => {
        throw new UnknownModelError(model, ['near', 'far']);
      });
      assert.deepInclude(await refusalOf(await post(gateway, { ...question, stream: true })), {
        status: 404,
        code: 'model_not_found',
        message: 'unknown model "gpt": this provider has near, far',
      });
    });

    it('names fields as the client does', async () => {
      const source = sourceOf(of());
      const gateway = openAIGateway({ name: 'x', stream: (request) => source.stream(request) });
      const refusal = await refusalOf(await post(gateway, { ...question, max_tokens: -1 }));
      assert.deepInclude(refusal, { status: 400, message: 'invalid request: max_tokens must be a positive integer' });
    });
  });

  describe('refuses', () => {
    const { source, asked } = playing();
    const gateway = openAIGateway(source, { maxBodyBytes: 1000 });

    for (const [what, body, message] of [
      ['no JSON', '{"messages":', 'The body must be JSON in UTF-8.'],
      ['an empty body', '', 'The body must be JSON in UTF-8.'],
      ['a list', '[]', 'the value must be a chat request'],
      ['no messages', { model: 'x' }, 'messages is required: a list of messages'],
      ['a role that there is not', { messages: [{ role: 'king', content: '' }] }, 'messages/0/role must be'],
      [
        'a part that there is not',
        { messages: [{ role: 'user', content: [{ type: 'smell' }] }] },
        'messages/0/content/0/type must be',
      ],
      [
        'a call without an id',
        { messages: [{ role: 'assistant', tool_calls: [{ function: {} }] }] },
        'messages/0/tool_calls/0/id is required',
      ],
      ['a temperature of another type', { messages: [], temperature: 'hot' }, 'temperature must be a number'],
      ['functions', { messages: [], functions: [] }, 'functions is not supported: use tools'],
    ] as const) {
      it(`${what}, with a path where there is one`, async () => {
        const refusal = await refusalOf(await post(gateway, body));
        expect(refusal).to.include({ status: 400, type: 'invalid_request_error', code: null });
        expect(refusal.message).to.include(message);
      });
    }

    it('bytes that are no UTF-8', async () => {
      const body = Buffer.from([0x7b, 0xff, 0x7d]);
      assert.equal((await post(gateway, '', { body })).status, 400);
    });

    it('a body that is too large, by its header', async () => {
      const refusal = await refusalOf(await post(gateway, question, { headers: { 'content-length': '1001' } }));
      assert.deepInclude(refusal, { status: 413, message: 'The body is larger than 1000 bytes.' });
    });

    it('a body that is too large, by its bytes, of which no more is read', async () => {
      let given = 0;
      let cancelled = false;
      const body = new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            given += 100;
            controller.enqueue(new Uint8Array(100));
          },
          cancel: () => void (cancelled = true),
        },
        { highWaterMark: 0 },
      );
      const refusal = await refusalOf(await post(gateway, '', { body, duplex: 'half' } as RequestInit));
      assert.equal(refusal.status, 413);
      assert.isTrue(cancelled);
      assert.isAtMost(given, 1200);
    });

    it('a body that is compressed', async () => {
      assert.equal((await post(gateway, question, { headers: { 'content-encoding': 'gzip' } })).status, 415);
    });

    it('text from a page, which may send that to anybody; but not JSON, and not a program', async () => {
      const origin = 'https://evil.test';
      for (const [headers, status] of [
        [{ origin, 'content-type': 'text/plain' }, 415],
        [{ origin, 'content-type': 'application/json' }, 200],
        [{ 'content-type': 'text/plain' }, 200],
      ] as const) {
        assert.equal((await post(gateway, question, { headers })).status, status);
      }
    });

    it('JSON that is nested without end, and takes no more than its place for it', async () => {
      const large = openAIGateway(source);
      assert.equal((await post(large, withParameters(nested(500_000)))).status, 400);
      assert.equal((await post(large, withParameters(nested(50)))).status, 200);
    });

    it('a million mistakes in few words', async () => {
      const body = `{"messages":[${'1,'.repeat(1_500_000)}1]}`;
      const { status, message } = await refusalOf(await post(openAIGateway(source), body));
      assert.equal(status, 400);
      assert.isBelow(message.length, 2001);
    });

    it('names that objects have anyway', async () => {
      const body = '{"messages":[{"role":"__proto__","content":""}],"__proto__":{"stream":true},"constructor":1}';
      expect((await refusalOf(await post(gateway, body))).message).to.include('messages/0/role');
      expect({}).to.not.have.property('stream');
    });

    for (const path of [
      '/',
      '/v1',
      '/v1/',
      '/v1/chat',
      '/v2/models',
      '/v1/completions',
      '/v1/modelsX',
      '/v1/models/%zz',
      '/xv1/models',
    ]) {
      it(`a path that there is not: ${path}`, async () => {
        assert.deepInclude(await refusalOf(await get(gateway, path)), { status: 404, code: 'not_found' });
      });
    }

    for (const [method, path, allow] of [
      ['GET', '/v1/chat/completions', 'POST'],
      ['HEAD', '/v1/chat/completions', 'POST'],
      ['OPTIONS', '/v1/chat/completions', 'POST'],
      ['POST', '/v1/models', 'GET, HEAD'],
      ['DELETE', '/v1/models/gpt', 'GET, HEAD'],
    ] as const) {
      it(`a method that there is not: ${method} ${path}`, async () => {
        const response = await get(gateway, path, { method });
        assert.equal(response.status, 405);
        assert.equal(response.headers.get('allow'), allow);
      });
    }

    it('and asks nobody', async () => {
      const before = asked.length;
      await post(gateway, '{');
      assert.equal(asked.length, before);
    });
  });

  describe('authorize', () => {
    it('answers 401 to who may not, before the body is read', async () => {
      const { source, asked } = playing();
      const gateway = openAIGateway(source, {
        authorize: async ({ headers }) => Promise.resolve(headers.get('authorization') === 'Bearer right'),
      });
      const response = await post(gateway, '{');
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      assert.deepInclude(await refusalOf(response), { status: 401, code: 'invalid_api_key' });
      assert.equal((await get(gateway, '/v1/models')).status, 401);
      assert.isEmpty(asked);
      const headers = { authorization: 'Bearer right' };
      assert.equal((await post(gateway, question, { headers })).status, 200);
    });

    for (const [what, authorize] of Object.entries({
      throws: () => {
        throw new Error('secret');
      },
      rejects: () => Promise.reject(new Error('secret')),
    } as Record<string, NonNullable<GatewayOptions['authorize']>>)) {
      it(`that ${what} lets nobody in, and tells only the log`, async () => {
        const { source, asked } = playing();
        const errors: unknown[] = [];
        const gateway = openAIGateway(source, { authorize, onError: (error) => errors.push(error) });
        const refusal = await refusalOf(await post(gateway, question));
        assert.deepInclude(refusal, { status: 500, message: 'The server failed.' });
        assert.isEmpty(asked);
        assert.match(String(errors), /secret/);
      });
    }
  });

  describe('GET /models', () => {
    it('lists what it is told', async () => {
      const { source } = playing();
      const list = { object: 'list', data: [modelOf('a'), modelOf('b/c')] };
      assert.deepEqual(withoutTime(await listed(openAIGateway(source, { models: ['a', 'b/c'] }))), list);
      assert.deepEqual(withoutTime(await listed(openAIGateway(source, { models: () => of(['a', 'b/c']) }))), list);
    });

    it('lists nothing of a source that has no list', async () => {
      assert.deepEqual(await listed(openAIGateway(playing().source)), { object: 'list', data: [] });
      assert.deepEqual(await listed(openAIGateway(() => playing().source)), { object: 'list', data: [] });
    });

    it('finds one of them, also where its name has slashes', async () => {
      const gateway = openAIGateway(playing().source, { models: ['a', 'b/c'] });
      for (const path of ['/v1/models/a', '/v1/models/b/c', '/v1/models/b%2Fc']) {
        const response = await get(gateway, path);
        const { created, ...model } = (await response.json()) as Record<string, unknown>;
        assert.isNumber(created);
        assert.deepEqual(model, modelOf(path.endsWith('a') ? 'a' : 'b/c'));
      }
      assert.deepInclude(await refusalOf(await get(gateway, '/v1/models/x')), { status: 404, code: 'model_not_found' });
    });

    it('tells by a status what the list fails with', async () => {
      const refused = new ProviderError({ kind: 'auth', inBand: false, detail: 'sk-1', retryable: false });
      const gateway = openAIGateway(playing().source, { models: () => throwError(() => refused) });
      const refusal = await refusalOf(await get(gateway, '/v1/models'));
      assert.deepInclude(refusal, { status: 502, message: 'The model service refused this server.' });
    });

    it('stops asking when the reader leaves', async () => {
      let isOpen = true;
      const models = (): Observable<never> => new Observable(() => () => void (isOpen = false));
      const controller = new AbortController();
      const response = get(openAIGateway(playing().source, { models }), '/v1/models', { signal: controller.signal });
      await new Promise(setImmediate);
      controller.abort();
      await response;
      assert.isFalse(isOpen);
    });
  });

  describe('asked by a page of another origin', () => {
    const headers = { 'access-control-allow-origin': 'https://page.test' };

    it('says before that it may, without a key, where its headers allow an origin', async () => {
      const gateway = openAIGateway(playing().source, { headers, authorize: () => assert.fail('nobody asks yet') });
      const response = await preflight(gateway);
      assert.equal(response.status, 204);
      assert.equal(await response.text(), '');
      assert.deepEqual(Object.fromEntries(response.headers), {
        'access-control-allow-headers': 'authorization,content-type,x-stainless-os',
        'access-control-allow-methods': 'POST',
        'access-control-allow-origin': 'https://page.test',
        vary: 'access-control-request-headers',
      });
      assert.equal((await preflight(gateway, '/v1/nowhere')).status, 404);
    });

    it('lets it read every response, failures too', async () => {
      const gateway = openAIGateway(playing().source, { headers, models: [] });
      for (const response of [
        await post(gateway, question),
        await post(gateway, { ...question, stream: true }),
        await post(gateway, '{'),
        await get(gateway, '/v1/models'),
      ]) {
        assert.equal(response.headers.get('access-control-allow-origin'), 'https://page.test');
      }
    });

    it('says nothing of it elsewhere', async () => {
      assert.equal((await preflight(openAIGateway(playing().source, { headers: { 'x-a': 'b' } }))).status, 405);
    });
  });

  describe('passedFields', () => {
    it('are sent on as they are, and no others', async () => {
      const { source, asked } = playing();
      const gateway = openAIGateway(source, {
        passedFields: ['frequency_penalty', 'logit_bias', 'min_p', '__proto__'],
      });
      const body = { ...question, frequency_penalty: 0.5, logit_bias: { 50: -1 }, min_p: null, top_k: 4 };
      await post(gateway, body);
      await post(gateway, question);
      assert.deepEqual(
        asked.map((request) => request.body),
        [{ frequency_penalty: 0.5, logit_bias: { 50: -1 } }, undefined],
      );
    });
  });

  describe('behind another path', () => {
    for (const [basePath, path] of [
      ['', '/models'],
      ['/', '/models'],
      ['/api/llm/', '/api/llm/models'],
      ['/api/llm', '/api/llm/models/'],
    ] as const) {
      it(`serves ${path} for ${JSON.stringify(basePath)}`, async () => {
        const gateway = openAIGateway(playing().source, { basePath, models: ['a'] });
        assert.equal((await get(gateway, path)).status, 200);
        assert.equal((await get(gateway, '/v1/models')).status, 404);
      });
    }
  });

  describe('onError', () => {
    const lost = new ConnectionError('ECONNRESET');

    for (const stream of [true, false]) {
      it(`is told of a failure as it is, once: ${stream ? 'streamed' : 'whole'}`, async () => {
        const errors: unknown[] = [];
        const source = {
          name: 'x',
          stream: () =>
            concat(
              of(start, text('Hi')),
              throwError(() => lost),
            ),
        };
        const gateway = openAIGateway(source, { onError: (error, raw) => errors.push(error, raw.method) });
        await (await post(gateway, { ...question, stream })).text();
        assert.deepEqual(errors, [lost, 'POST']);
      });
    }

    it('is not told of a client that left, nor of what the gateway refuses itself', async () => {
      const told: unknown[] = [];
      const gateway = openAIGateway({ name: 'x', stream: () => NEVER }, { onError: (error) => told.push(error) });
      await get(gateway, '/nowhere');
      const controller = new AbortController();
      const opened = post(gateway, { ...question, stream: true }, { signal: controller.signal });
      await new Promise(setImmediate);
      controller.abort();
      await (await opened).text();
      assert.isEmpty(told);
    });

    it('may fail, and the answer does not', async () => {
      const source = { name: 'x', stream: () => throwError(() => lost) };
      const gateway = openAIGateway(source, { onError: () => assert.fail('the log is full') });
      assert.equal((await post(gateway, question)).status, 502);
    });
  });

  describe('in front of a source that runs tools', () => {
    const run: readonly RunChunk[] = [
      start,
      call(0, 'a', 'ours'),
      call(1, 'b', 'ours'),
      { type: 'tool-result', call: callOf('a', 'ours'), content: '1', outcome: right(1) },
      {
        type: 'tool-result',
        call: callOf('b', 'ours'),
        content: 'no',
        outcome: left({ reason: 'failed', message: 'no' }),
      },
      { type: 'round', round: 1, messages: [] },
      text('Done'),
      call(2, 'c', 'ours'),
      call(3, 'd', 'theirs'),
      { type: 'tool-result', call: callOf('c', 'ours'), content: '2', outcome: right(2) },
      { type: 'round', round: 2, messages: [] },
      finish('tool-calls'),
    ];
    const runner = { name: 'runner', stream: () => assert.fail('it is not asked that way'), run: () => of(...run) };

    it('shows the client the calls alone that the client has to run', async () => {
      const response = await post(openAIGateway(runner), question);
      const { choices } = (await response.json()) as { choices: { message: Record<string, unknown> }[] };
      assert.deepEqual(choices[0]?.message, {
        role: 'assistant',
        content: 'Done',
        refusal: null,
        tool_calls: [{ id: 'd', type: 'function', function: { name: 'theirs', arguments: '{}' } }],
      });
      const body = await (await post(openAIGateway(runner), { ...question, stream: true })).text();
      expect(body).to.include('"tool_calls":[{"index":0,"id":"d"').and.not.include('ours');
    });
  });

  describe('over raw HTTP', () => {
    let model: EmbeddedServer;
    let server: NodeServer;

    before(async () => {
      model = await startServer({ paceMs: 0 });
      const provider = openAICompatible({ ...model.openAI, apiKey: 'sk-9f86d081884c7d65' });
      server = await serveNode(toNodeHandler(openAIGateway(provider, { holdStatusMs: 50, heartbeatMs: 20 })));
    });

    after(async () => {
      await server.close();
      await model.close();
    });

    it('answers by bytes that every client reads', async () => {
      const answered = await exchangeRaw(server.port, ask('length'));
      const [head = '', body = ''] = answered.split('\r\n\r\n');
      expect(head).to.match(/^HTTP\/1.1 200 OK\r\n/);
      const events = body.replaceAll(/(?:^|\r\n)[0-9a-f]+\r\n/g, '').split('\n\n');
      const plain = events.map((event) => event.replace(/"created":\d+/, '"created":0'));
      assert.deepEqual(plain.slice(0, 5), [
        cannedFrame('{"role":"assistant","content":""}'),
        cannedFrame('{"content":"This canned answer "}'),
        cannedFrame('{"content":"ends in the mid"}'),
        cannedFrame('{}', '"length"'),
        'data: [DONE]',
      ]);
      assert.deepEqual(plain.slice(5), ['\r\n0']);
    });

    it('sends nothing that openai-python stumbles over: each event has data, or is a comment', async () => {
      for (const scenario of ['default', 'tool-calls', 'cut', 'stall']) {
        const socket = await sendRaw(server.port, ask(scenario));
        let answered = '';
        socket.on('data', (piece) => (answered += String(piece)));
        while (!/\[DONE\]|"error"|keep-alive/.test(answered)) await new Promise((resolve) => setTimeout(resolve, 10));
        socket.destroy();
        const [, ...bodies] = answered.split('\r\n\r\n');
        const events = bodies
          .join('\r\n\r\n')
          .replaceAll(/(?:^|\r\n)[0-9a-f]+\r\n/g, '')
          .split('\n\n');
        for (const event of events.slice(0, -1)) assert.match(event, /^(?:data: [^\n]+|: keep-alive)$/);
      }
    });

    it('holds the status, then sends 200 and comments, and stops the model when the client leaves', async () => {
      const socket = await sendRaw(server.port, ask('stall-before-content'));
      let answered = '';
      socket.on('data', (piece) => (answered += String(piece)));
      while ((answered.match(/keep-alive\n/g) ?? []).length < 2)
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(answered).to.match(/^HTTP\/1.1 200 /);
      assert.equal(model.openSockets, 1);
      socket.destroy();
      await model.socketsClosed();
    });

    it('is not impressed by a model that would break out of a header', async () => {
      const evil = JSON.stringify({ ...question, model: 'x\r\nset-cookie: a=1\r\n\r\n' });
      const answered = await exchangeRaw(server.port, send(evil));
      expect(answered.split('\r\n\r\n')[0]).to.not.include('set-cookie');
    });

    it('sends no word of a page that stands before the service', async () => {
      const page = '<html><head><title>404 Not Found</title></head><body>nginx at 10.0.0.5</body></html>';
      const proxy = await serveNode((_request, response) => {
        response.writeHead(404, { 'content-type': 'text/html' }).end(page);
      });
      const gateway = openAIGateway(openAICompatible({ baseUrl: proxy.url }));
      const refusal = await refusalOf(await post(gateway, { ...question, stream: true }));
      await proxy.close();
      expect(refusal).to.include({ status: 502, message: 'The model service did not answer properly.' });
    });

    it('says which models there are where the service does', async () => {
      const answered = await exchangeRaw(server.port, ask('defautl'));
      expect(answered)
        .to.match(/^HTTP\/1.1 404 /)
        .and.include('there is no scenario \\"defautl\\"');
    });

    it('lives on when a client sends half a body and goes', async () => {
      const whole = send('x'.repeat(1000));
      const socket = await sendRaw(server.port, whole.slice(0, -500));
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.destroy();
      await server.idle();
      assert.equal((await open(`${server.url}/v1/models`)).statusCode, 200);
    });

    it('reads no more than 4 MiB, and answers 413', async () => {
      const large = `{"messages":[],"pad":"${'x'.repeat(4 * MIB)}"}`;
      const response = await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body: large });
      assert.equal(response.status, 413);
      const chunked = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(MIB)) });
      const endless = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit;
      assert.equal((await fetch(`${server.url}/v1/chat/completions`, endless)).status, 413);
    });

    it('lists the models of its provider, and answers HEAD', async () => {
      const { body } = await bodyOf(await open(`${server.url}/v1/models`));
      expect((JSON.parse(body) as { data: { id: string }[] }).data.map(({ id }) => id)).to.include('default');
      const head = await exchangeRaw(server.port, 'HEAD /v1/models HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
      expect(head).to.match(/^HTTP\/1.1 200 /);
      assert.isTrue(head.endsWith('\r\n\r\n'));
    });
  });

  describe('throws for', () => {
    for (const [path, options] of Object.entries({
      'options/basepath': { basepath: '/x' },
      'options/basePath': { basePath: 'v1' },
      'options/models': { models: 5 },
      'options/maxBodyBytes': { maxBodyBytes: 0 },
      'options/authorize': { authorize: true },
      'options/passedFields/1': { passedFields: ['top_k', 'messages'] },
      'options/headers/a b': { headers: { 'a b': 'x' } },
    })) {
      it(path, () => {
        assert.throws(() => openAIGateway(playing().source, options as never), path);
      });
    }

    it('what is no source', () => {
      for (const wrong of [undefined, null, {}, 'x'])
        assert.throws(() => openAIGateway(wrong as never), 'source must be');
    });
  });
});
