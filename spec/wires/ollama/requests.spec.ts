import { assert } from 'chai';
import { type ChatRequest, InvalidRequestError, type Message, ollama, type OllamaOptions } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, type Intercepted, useNock } from '../../support/useNock.ts';

const ORIGIN = 'http://127.0.0.1:11434';
const messages = [{ role: 'user', content: 'Hello' }] as const;
const body = '{"model":"llama3.2","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop"}\n';

/** What the request looks like on the wire. */
async function sent(request: Partial<ChatRequest> = {}, options: OllamaOptions = {}): Promise<Intercepted> {
  const intercepted = intercept(ORIGIN, { body, contentType: 'application/x-ndjson' });
  const { error } = await outcomeOf(ollama(options).stream({ model: 'llama3.2', messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

const bodyOf = async (request: Partial<ChatRequest>, options?: OllamaOptions): Promise<Record<string, unknown>> =>
  JSON.parse((await sent(request, options)).body) as Record<string, unknown>;

/** What it is refused for. Nothing may be sent: nock would fail with another error. */
async function refused(request: Partial<ChatRequest>, options: OllamaOptions = {}): Promise<InvalidRequestError> {
  const error = await errorOf(ollama(options).stream({ model: 'llama3.2', messages, ...request }));
  if (!(error instanceof InvalidRequestError)) throw error;
  return error;
}

const WEATHER = { name: 'weather', description: 'Tells it.', parameters: { type: 'object', properties: {} } };
const NOW = { name: 'now', parameters: { type: 'object', properties: {} } };

const image = (url: string): Message => ({
  role: 'user',
  content: [
    { type: 'text', text: 'a' },
    { type: 'image', url },
  ],
});

describe("ollama's requests", () => {
  useNock();

  it('are, at their smallest, a model, messages and stream', async () => {
    const { method, url, headers, body: text } = await sent();
    assert.equal(method, 'POST');
    assert.equal(url, 'http://127.0.0.1:11434/api/chat');
    assert.equal(text, '{"model":"llama3.2","messages":[{"role":"user","content":"Hello"}],"stream":true}');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['accept'], 'application/x-ndjson');
    assert.notProperty(headers, 'authorization');
    assert.notProperty(headers, 'cookie');
  });

  it('say everything in the order of the wire', async () => {
    const { body: text } = await sent({
      model: 'qwen3',
      messages: [
        { role: 'developer', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', url: 'data:image/png;base64,iVBORw0KGgo=' },
            { type: 'text', text: 'here' },
          ],
        },
        {
          role: 'assistant',
          content: null,
          toolCalls: [
            { id: 'call_a', name: 'read', arguments: '{"path":"a.md"}' },
            { id: 'call_b', name: 'now', arguments: '' },
          ],
        },
        { role: 'tool', toolCallId: 'call_a', content: '3 lines' },
        { role: 'tool', toolCallId: 'call_b', content: 'noon' },
      ],
      temperature: 0.2,
      topP: 0.9,
      maxTokens: 256,
      seed: 7,
      stop: ['END'],
      reasoningEffort: 'high',
      tools: [NOW],
      responseFormat: { name: 'R', schema: { type: 'object' } },
      body: { options: { num_ctx: 8192 }, keep_alive: '10m' },
    });
    assert.equal(
      text,
      '{"model":"qwen3","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Look\\nhere","images":["iVBORw0KGgo="]},' +
        '{"role":"assistant","content":"","tool_calls":[{"id":"call_a","function":{"name":"read","arguments":{"path":"a.md"}}},{"id":"call_b","function":{"name":"now","arguments":{}}}]},' +
        '{"role":"tool","content":"3 lines","tool_name":"read","tool_call_id":"call_a"},{"role":"tool","content":"noon","tool_name":"now","tool_call_id":"call_b"}],' +
        '"stream":true,"format":{"type":"object"},"options":{"temperature":0.2,"top_p":0.9,"seed":7,"num_predict":256,"stop":["END"],"num_ctx":8192},"tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}],"think":"high","keep_alive":"10m"}',
    );
  });

  it('say that no stream is wanted, since a server that is not told streams', async () => {
    const intercepted = intercept(ORIGIN, { body, contentType: 'application/json; charset=utf-8' });
    await outcomeOf(ollama().stream({ model: 'llama3.2', messages, stream: false }));
    const { body: text, headers } = await intercepted;
    assert.equal(text, '{"model":"llama3.2","messages":[{"role":"user","content":"Hello"}],"stream":false}');
    assert.equal(headers['accept'], 'application/json');
  });

  describe('fields', () => {
    const rows: readonly (readonly [string, Partial<ChatRequest>, Record<string, unknown>])[] = [
      ['temperature', { temperature: 0 }, { options: { temperature: 0 } }],
      ['topP', { topP: 0.5 }, { options: { top_p: 0.5 } }],
      ['seed', { seed: 0 }, { options: { seed: 0 } }],
      ['maxTokens', { maxTokens: 256 }, { options: { num_predict: 256 } }],
      ['stop, which is ignored beside options', { stop: ['\n', 'END'] }, { options: { stop: ['\n', 'END'] } }],
      ['reasoningEffort none', { reasoningEffort: 'none' }, { think: false }],
      ['reasoningEffort minimal', { reasoningEffort: 'minimal' }, { think: 'low' }],
      ['reasoningEffort low', { reasoningEffort: 'low' }, { think: 'low' }],
      ['reasoningEffort medium', { reasoningEffort: 'medium' }, { think: 'medium' }],
      ['reasoningEffort high', { reasoningEffort: 'high' }, { think: 'high' }],
      ['reasoningEffort xhigh', { reasoningEffort: 'xhigh' }, { think: 'max' }],
      ['reasoningEffort max', { reasoningEffort: 'max' }, { think: 'max' }],
      [
        'tools',
        { tools: [NOW, { ...WEATHER, strict: true }] },
        {
          tools: [
            { type: 'function', function: NOW },
            { type: 'function', function: WEATHER },
          ],
        },
      ],
      ['toolChoice auto', { tools: [NOW], toolChoice: 'auto' }, { tools: [{ type: 'function', function: NOW }] }],
      ['toolChoice none, which leaves the tools out', { tools: [NOW], toolChoice: 'none' }, {}],
      ['responseFormat text', { responseFormat: 'text' }, {}],
      ['responseFormat json', { responseFormat: 'json' }, { format: 'json' }],
      [
        'responseFormat of a schema, which is the format itself',
        { responseFormat: { name: 'city', schema: { type: 'object', required: ['name'] }, strict: true } },
        { format: { type: 'object', required: ['name'] } },
      ],
    ];
    for (const [what, request, added] of rows) {
      it(`map ${what}`, async () => {
        assert.deepEqual(await bodyOf(request), {
          model: 'llama3.2',
          messages: [{ role: 'user', content: 'Hello' }],
          stream: true,
          ...added,
        });
      });
    }

    it('say nothing of thinking where nobody asked: a model that cannot think refuses it', async () => {
      assert.notProperty(await bodyOf({}), 'think');
    });

    it("keep a tool's schema whole, whatever its properties are called", async () => {
      const schema = '{"type":["object","null"],"properties":{"constructor":{},"__proto__":{"type":"number"}}}';
      const tools = [{ name: 'f', parameters: JSON.parse(schema) as Record<string, unknown> }];
      assert.include((await sent({ tools })).body, `"parameters":${schema}`);
    });
  });

  describe('messages', () => {
    const calling: Message = {
      role: 'assistant',
      content: 'Let me see.',
      toolCalls: [{ id: 'call_1', name: 'now', arguments: '{"zone":{"name":"Zürich"}}' }],
    };
    const called = {
      role: 'assistant',
      content: 'Let me see.',
      tool_calls: [{ id: 'call_1', function: { name: 'now', arguments: { zone: { name: 'Zürich' } } } }],
    };
    const rows: readonly (readonly [string, readonly Message[], readonly unknown[]])[] = [
      ['a system message', [{ role: 'system', content: 'a' }], [{ role: 'system', content: 'a' }]],
      ['a developer message', [{ role: 'developer', content: 'a' }], [{ role: 'system', content: 'a' }]],
      [
        'instructions anywhere in the list',
        [
          { role: 'user', content: 'a' },
          { role: 'system', content: 'b' },
          { role: 'user', content: 'c' },
        ],
        [
          { role: 'user', content: 'a' },
          { role: 'system', content: 'b' },
          { role: 'user', content: 'c' },
        ],
      ],
      [
        'parts of text, which become one text',
        [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ],
        [{ role: 'user', content: 'a\nb' }],
      ],
      ['no parts', [{ role: 'user', content: [] }], [{ role: 'user', content: '' }]],
      [
        'images, which stand beside the text in their order',
        [
          {
            role: 'user',
            content: [
              { type: 'image', url: 'data:image/png;base64,AAAA' },
              { type: 'text', text: 'Compare.' },
              { type: 'image', url: 'data:image/jpeg;base64,%2B%2F%2F%2B' },
            ],
          },
        ],
        [{ role: 'user', content: 'Compare.', images: ['AAAA', '+//+'] }],
      ],
      [
        'an image that is not base64, and one without text',
        [{ role: 'user', content: [{ type: 'image', url: 'data:image/svg+xml,%3Csvg/%3E' }] }],
        [{ role: 'user', content: '', images: ['PHN2Zy8+'] }],
      ],
      ["an assistant's message", [{ role: 'assistant', content: 'b' }], [{ role: 'assistant', content: 'b' }]],
      ["an assistant's message without content", [{ role: 'assistant' }], [{ role: 'assistant', content: '' }]],
      [
        'an empty list of calls',
        [{ role: 'assistant', content: 'b', toolCalls: [] }],
        [{ role: 'assistant', content: 'b' }],
      ],
      ['calls, whose arguments are an object', [calling], [called]],
      [
        'a call without arguments',
        [{ role: 'assistant', toolCalls: [{ id: 'a', name: 'now', arguments: ' ' }] }],
        [{ role: 'assistant', content: '', tool_calls: [{ id: 'a', function: { name: 'now', arguments: {} } }] }],
      ],
      [
        'a result, under the name of its call',
        [calling, { role: 'tool', toolCallId: 'call_1', content: 'noon' }],
        [called, { role: 'tool', content: 'noon', tool_name: 'now', tool_call_id: 'call_1' }],
      ],
      [
        'a result that failed, which is one like another',
        [calling, { role: 'tool', toolCallId: 'call_1', content: 'no clock', isError: true }],
        [called, { role: 'tool', content: 'no clock', tool_name: 'now', tool_call_id: 'call_1' }],
      ],
      [
        'a result of parts, with an image',
        [
          calling,
          {
            role: 'tool',
            toolCallId: 'call_1',
            content: [
              { type: 'text', text: 'a dial' },
              { type: 'image', url: 'data:image/png;base64,AAAA' },
            ],
          },
        ],
        [called, { role: 'tool', content: 'a dial', images: ['AAAA'], tool_name: 'now', tool_call_id: 'call_1' }],
      ],
      [
        'results whose ids come again: the nearest call before them counts',
        [
          { role: 'assistant', toolCalls: [{ id: 'call_0', name: 'now', arguments: '' }] },
          { role: 'tool', toolCallId: 'call_0', content: 'noon' },
          { role: 'assistant', toolCalls: [{ id: 'call_0', name: 'weather', arguments: '' }] },
          { role: 'tool', toolCallId: 'call_0', content: 'rain' },
        ],
        [
          { role: 'assistant', content: '', tool_calls: [{ id: 'call_0', function: { name: 'now', arguments: {} } }] },
          { role: 'tool', content: 'noon', tool_name: 'now', tool_call_id: 'call_0' },
          {
            role: 'assistant',
            content: '',
            tool_calls: [{ id: 'call_0', function: { name: 'weather', arguments: {} } }],
          },
          { role: 'tool', content: 'rain', tool_name: 'weather', tool_call_id: 'call_0' },
        ],
      ],
      [
        "another wire's blocks, which are left out",
        [{ role: 'assistant', content: 'b', blocks: [{ wire: 'anthropic', value: { type: 'thinking' } }] }],
        [{ role: 'assistant', content: 'b' }],
      ],
    ];
    for (const [what, given, wire] of rows) {
      it(`map ${what}`, async () => assert.deepEqual((await bodyOf({ messages: given }))['messages'], wire));
    }
  });

  describe('are refused by name', () => {
    const tools = [{ type: 'function', function: NOW }];
    /** What, what is wrong with it, and what is left of it under `ignoreUnsupported`. */
    const rows: readonly (readonly [string, Partial<ChatRequest>, string, RegExp, object])[] = [
      ['choices', { choices: 2 }, 'choices', /^choices is not supported by ollama$/, {}],
      ['parallelToolCalls', { parallelToolCalls: true }, 'parallelToolCalls', /not supported by ollama/, {}],
      [
        'toolChoice required',
        { tools: [NOW], toolChoice: 'required' },
        'toolChoice',
        /^toolChoice is not supported by ollama: it must be "auto" or "none"/,
        { tools },
      ],
      [
        'toolChoice of a name',
        { tools: [NOW], toolChoice: { name: 'now' } },
        'toolChoice',
        /it must be "auto" or "none"/,
        { tools },
      ],
      [
        'another effort',
        { reasoningEffort: 'hard' },
        'reasoningEffort',
        /it must be one of none, minimal, low, medium, high, xhigh, max$/,
        {},
      ],
      ['an effort that every object has', { reasoningEffort: 'constructor' }, 'reasoningEffort', /one of none/, {}],
      [
        'an image on the web: nothing is fetched',
        { messages: [image('https://pictures.example/a.png')] },
        'messages/0/content/1/url',
        /^messages\/0\/content\/1\/url is not supported by ollama: an image must be a data: URL/,
        { messages: [{ role: 'user', content: 'a' }] },
      ],
      [
        'an image that is no base64',
        { messages: [image('data:image/png;base64,*')] },
        'messages/0/content/1/url',
        /must be a data: URL/,
        { messages: [{ role: 'user', content: 'a' }] },
      ],
      [
        'a file',
        { messages: [{ role: 'user', content: [{ type: 'file', url: 'data:application/pdf;base64,AAAA' }] }] },
        'messages/0/content/0',
        /this service takes no files/,
        { messages: [{ role: 'user', content: '' }] },
      ],
    ];
    for (const [what, request, path, message, left] of rows) {
      it(what, async () => {
        const { paths, issues, provider } = await refused(request);
        assert.deepEqual(paths, [path]);
        assert.match(issues[0]?.message ?? '', message);
        assert.equal(provider, 'ollama');
      });

      it(`${what}: left out under ignoreUnsupported`, async () => {
        assert.deepEqual(await bodyOf(request, { ignoreUnsupported: true }), {
          model: 'llama3.2',
          messages: [{ role: 'user', content: 'Hello' }],
          stream: true,
          ...left,
        });
      });
    }

    for (const json of ['oops', '[]', '"{}"', '{"path":']) {
      it(`a call whose arguments are ${json}`, async () => {
        const given: readonly Message[] = [
          { role: 'user', content: 'a' },
          {
            role: 'assistant',
            toolCalls: [
              { id: 'a', name: 'now', arguments: '' },
              { id: 'b', name: 'now', arguments: json },
            ],
          },
        ];
        for (const ignoreUnsupported of [false, true]) {
          const { paths, message } = await refused({ messages: given }, { ignoreUnsupported });
          assert.deepEqual(paths, ['messages/1/toolCalls/1/arguments']);
          assert.equal(message, "invalid request: messages/1/toolCalls/1/arguments must be an object's JSON text");
        }
      });
    }

    it('a result of no call before it', async () => {
      const call: Message = { role: 'assistant', toolCalls: [{ id: 'a', name: 'now', arguments: '' }] };
      const result: Message = { role: 'tool', toolCallId: 'b', content: 'noon' };
      assert.deepEqual((await refused({ messages: [call, result] })).paths, ['messages/1/toolCallId']);
      const early: Message = { role: 'tool', toolCallId: 'a', content: 'noon' };
      assert.deepEqual((await refused({ messages: [early, call] })).paths, ['messages/0/toolCallId']);
    });
  });

  describe('options of the factory', () => {
    it('numCtx and keepAlive', async () => {
      const { body: text } = await sent({ temperature: 1 }, { numCtx: 16_384, keepAlive: '24h' });
      assert.equal(
        text,
        '{"model":"llama3.2","messages":[{"role":"user","content":"Hello"}],"stream":true,"options":{"temperature":1,"num_ctx":16384},"keep_alive":"24h"}',
      );
      assert.equal((await bodyOf({}, { keepAlive: 0 }))['keep_alive'], 0);
      assert.equal((await bodyOf({}, { keepAlive: -1 }))['keep_alive'], -1);
    });

    it('body wins over them, and is merged one level deep', async () => {
      const added = await bodyOf(
        {
          temperature: 1,
          seed: 1,
          body: { options: { num_ctx: 9, seed: undefined }, keep_alive: undefined, truncate: false },
        },
        { numCtx: 7, keepAlive: 5, body: { options: { num_ctx: 8, mirostat: 2 }, logprobs: true } },
      );
      assert.deepEqual(added, {
        model: 'llama3.2',
        messages: [{ role: 'user', content: 'Hello' }],
        stream: true,
        options: { temperature: 1, num_ctx: 9, mirostat: 2 },
        logprobs: true,
        truncate: false,
      });
      assert.notProperty(await bodyOf({ temperature: 1, body: { options: undefined } }), 'options');
    });

    it('headers, name by name', async () => {
      const { headers } = await sent(
        { headers: { Authorization: undefined, 'x-request': '1' } },
        { apiKey: 'key-1234', headers: { 'X-Request': '0', 'x-team': 'blue' } },
      );
      assert.notProperty(headers, 'authorization');
      assert.deepInclude(headers, { 'x-request': '1', 'x-team': 'blue' });
    });

    const keys: readonly (readonly [string, OllamaOptions['apiKey'], string | undefined])[] = [
      ['a string', 'key-1', 'Bearer key-1'],
      ['nothing', undefined, undefined],
      ['an empty string', '', undefined],
      ['a function', () => 'key-2', 'Bearer key-2'],
      ['a function that gives a promise', async () => 'key-3', 'Bearer key-3'],
      ['a function that gives an empty string', () => '', undefined],
    ];
    for (const [what, apiKey, expected] of keys) {
      it(`apiKey: ${what}`, async () => {
        const { headers } = await sent({}, { apiKey });
        assert.equal(headers['authorization'], expected);
      });
    }

    it('asks for a key for each answer', async () => {
      let asked = 0;
      const apiKey = (): string => `key-${++asked}`;
      await sent({}, { apiKey });
      assert.equal((await sent({}, { apiKey })).headers['authorization'], 'Bearer key-2');
    });

    for (const [baseUrl, url] of [
      ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434/api/chat'],
      ['http://127.0.0.1:11434/ollama', 'http://127.0.0.1:11434/ollama/api/chat'],
      ['http://127.0.0.1:11434/ollama/?team=blue', 'http://127.0.0.1:11434/ollama/api/chat?team=blue'],
    ] as const) {
      it(`baseUrl ${baseUrl}`, async () => assert.equal((await sent({}, { baseUrl })).url, url));
    }
  });
});
