import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import { InvalidRequestError, openAICompatible, UnknownModelError } from '../../../lib/index.ts';
import type { ChatRequest, Message, OpenAICompatibleOptions } from '../../../lib/index.ts';
import { OPTIONAL_FIELDS } from '../../../lib/request/ChatRequest.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, useNock, type Intercepted } from '../../support/useNock.ts';

const ORIGIN = 'https://api.example';
const baseUrl = `${ORIGIN}/v1`;
const messages = [{ role: 'user', content: 'Hello' }] as const;

/** What the request looks like on the wire. */
async function sent(
  request: Partial<ChatRequest> = {},
  options: Partial<OpenAICompatibleOptions> = {},
): Promise<Intercepted> {
  const intercepted = intercept(ORIGIN);
  const provider = openAICompatible({ baseUrl, ...options });
  const { error } = await outcomeOf(provider.stream({ model: 'gpt', messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

describe('openAICompatible', () => {
  it('tells of itself', () => {
    const provider = openAICompatible({ baseUrl: 'https://api.example/v1/' });
    assert.equal(provider.name, 'openAICompatible');
    assert.equal(provider.url, 'https://api.example');
    assert.isTrue(provider.working);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.deepEqual(provider.models, []);
    assert.deepEqual(provider.modelAliases, {});
    assert.deepEqual(provider.endpoints, { '*': 'https://api.example/v1/chat/completions' });
    assert.notProperty(provider, 'defaultModel');
    assert.equal(openAICompatible({ baseUrl, name: 'groq' }).name, 'groq');
  });

  describe('models', () => {
    it('are an open list by default: any name passes', () => {
      const provider = openAICompatible({ baseUrl, defaultModel: 'small', modelAliases: { big: 'gpt-5-large' } });
      assert.deepEqual(provider.resolveModel('anything'), { _tag: 'Right', right: 'anything' });
      assert.deepEqual(provider.resolveModel('constructor'), { _tag: 'Right', right: 'constructor' });
      assert.deepEqual(provider.resolveModel('big'), { _tag: 'Right', right: 'gpt-5-large' });
      assert.deepEqual(provider.resolveModel(''), { _tag: 'Right', right: 'small' });
      assert.deepEqual(provider.resolveModel(), { _tag: 'Right', right: 'small' });
      assert.equal(provider.defaultModel, 'small');
    });

    it('can be a closed list', async () => {
      const provider = openAICompatible({ baseUrl, models: ['a', 'b'], modelAliases: { c: 'b' } });
      assert.deepEqual(provider.resolveModel('c'), { _tag: 'Right', right: 'b' });
      const unknown = provider.resolveModel('constructor');
      assert.isTrue(isLeft(unknown) && unknown.left instanceof UnknownModelError);
      const error = await errorOf(provider.stream({ messages, model: 'd' }));
      assert.instanceOf(error, UnknownModelError);
      assert.deepEqual(error['models'], ['a', 'b']);
    });

    it('need a name where there is no default', async () => {
      for (const model of [undefined, '']) {
        const error = await errorOf(openAICompatible({ baseUrl }).stream({ messages, model }));
        assert.instanceOf(error, InvalidRequestError);
        assert.deepEqual(error['paths'], ['model']);
      }
    });
  });

  describe('on the wire', () => {
    useNock();

    it('sends the shortest request', async () => {
      const { method, url, headers, body } = await sent();
      assert.equal(method, 'POST');
      assert.equal(url, 'https://api.example/v1/chat/completions');
      assert.equal(
        body,
        '{"model":"gpt","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true}}',
      );
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['accept'], 'text/event-stream');
      assert.notProperty(headers, 'authorization');
      assert.notProperty(headers, 'cookie');
    });

    const fields: readonly (readonly [string, Partial<ChatRequest>, Record<string, unknown>])[] = [
      ['temperature', { temperature: 0 }, { temperature: 0 }],
      ['maxTokens', { maxTokens: 256 }, { max_tokens: 256 }],
      ['topP', { topP: 0.5 }, { top_p: 0.5 }],
      ['seed', { seed: 42 }, { seed: 42 }],
      ['choices', { choices: 3 }, { n: 3 }],
      ['stop', { stop: ['\n', 'END'] }, { stop: ['\n', 'END'] }],
      ['reasoningEffort', { reasoningEffort: 'high' }, { reasoning_effort: 'high' }],
      [
        'tools',
        {
          tools: [
            { name: 'now', parameters: { type: 'object', properties: {} } },
            { name: 'add', description: 'Adds.', parameters: { type: 'object' } },
          ],
        },
        {
          tools: [
            { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } },
            { type: 'function', function: { name: 'add', description: 'Adds.', parameters: { type: 'object' } } },
          ],
        },
      ],
      ['parallelToolCalls', { parallelToolCalls: false }, { parallel_tool_calls: false }],
      ['toolChoice auto', { toolChoice: 'auto' }, { tool_choice: 'auto' }],
      ['toolChoice none', { toolChoice: 'none' }, { tool_choice: 'none' }],
      ['toolChoice required', { toolChoice: 'required' }, { tool_choice: 'required' }],
      [
        'toolChoice of a name',
        { toolChoice: { name: 'add' } },
        { tool_choice: { type: 'function', function: { name: 'add' } } },
      ],
      ['responseFormat text', { responseFormat: 'text' }, { response_format: { type: 'text' } }],
      ['responseFormat json', { responseFormat: 'json' }, { response_format: { type: 'json_object' } }],
      [
        'responseFormat of a schema',
        { responseFormat: { name: 'city', schema: { type: 'object' }, strict: true } },
        {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'city', schema: { type: 'object' }, strict: true },
          },
        },
      ],
      [
        'responseFormat of a schema that says nothing of strict',
        { responseFormat: { name: 'city', schema: {} } },
        { response_format: { type: 'json_schema', json_schema: { name: 'city', schema: {} } } },
      ],
    ];
    for (const [what, request, added] of fields) {
      it(`maps ${what}`, async () => {
        const body = JSON.parse((await sent(request)).body) as Record<string, unknown>;
        assert.deepEqual(body, {
          model: 'gpt',
          messages: [{ role: 'user', content: 'Hello' }],
          stream: true,
          stream_options: { include_usage: true },
          ...added,
        });
      });
    }

    it('maps every optional field', () => {
      const mapped = new Set(fields.flatMap(([, request]) => Object.keys(request)));
      for (const field of OPTIONAL_FIELDS) assert(mapped.has(field), field);
    });

    it("keeps a tool's schema whole, whatever its properties are called", async () => {
      const schema =
        '{"type":"object","properties":{"constructor":{"type":"string"},"__proto__":{"type":"number"},"prototype":{}}}';
      const parameters = JSON.parse(schema) as Record<string, unknown>;
      const { body } = await sent({ tools: [{ name: 'f', parameters }] });
      assert.include(body, `"parameters":${schema}`);
    });

    const wireMessages: readonly (readonly [string, Message, unknown])[] = [
      ['a system message', { role: 'system', content: 'a' }, { role: 'system', content: 'a' }],
      ['a developer message', { role: 'developer', content: 'a' }, { role: 'developer', content: 'a' }],
      [
        'parts of text and images',
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Compare.' },
            { type: 'image', url: 'https://pictures.example/a.png' },
            { type: 'image', url: 'data:image/png;base64,AAAA' },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Compare.' },
            { type: 'image_url', image_url: { url: 'https://pictures.example/a.png' } },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ],
      ["an assistant's message", { role: 'assistant', content: 'b' }, { role: 'assistant', content: 'b' }],
      [
        'tool calls without content',
        { role: 'assistant', toolCalls: [{ id: 'call_1', name: 'add', arguments: '{"a":1}' }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
        },
      ],
      [
        'tool calls with content',
        { role: 'assistant', content: 'Let me see.', toolCalls: [{ id: 'call_1', name: 'now', arguments: '{}' }] },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'now', arguments: '{}' } }],
        },
      ],
      [
        "a tool's result",
        { role: 'tool', toolCallId: 'call_1', content: '3' },
        { role: 'tool', tool_call_id: 'call_1', content: '3' },
      ],
    ];
    for (const [what, message, wire] of wireMessages) {
      it(`maps ${what}`, async () => {
        const { body } = await sent({ messages: [message] });
        assert.deepEqual((JSON.parse(body) as { messages: unknown }).messages, [wire]);
      });
    }

    it('sends fields of every kind in the order of the wire', async () => {
      const { body } = await sent({
        responseFormat: 'json',
        toolChoice: 'auto',
        tools: [],
        reasoningEffort: 'low',
        stop: [],
        choices: 1,
        seed: 1,
        topP: 1,
        maxTokens: 1,
        temperature: 1,
      });
      assert.equal(
        body,
        '{"model":"gpt","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true},"temperature":1,"max_tokens":1,"top_p":1,"seed":1,"n":1,"stop":[],"reasoning_effort":"low","tools":[],"tool_choice":"auto","response_format":{"type":"json_object"}}',
      );
    });

    it('asks for one JSON answer, which has no stream options', async () => {
      const answer = '{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}';
      const intercepted = intercept(ORIGIN, { body: answer, contentType: 'application/json' });
      await outcomeOf(openAICompatible({ baseUrl }).stream({ model: 'gpt', messages, stream: false }));
      const { body, headers } = await intercepted;
      assert.equal(body, '{"model":"gpt","messages":[{"role":"user","content":"Hello"}],"stream":false}');
      assert.equal(headers['accept'], 'application/json');
    });

    it('leaves stream_options out for servers that refuse it', async () => {
      const { body } = await sent({}, { streamUsage: false });
      assert.equal(body, '{"model":"gpt","messages":[{"role":"user","content":"Hello"}],"stream":true}');
    });

    it('calls maxTokens what the server calls it', async () => {
      const { body } = await sent({ maxTokens: 9 }, { maxTokensField: 'max_completion_tokens' });
      const parsed = JSON.parse(body) as Record<string, unknown>;
      assert.equal(parsed['max_completion_tokens'], 9);
      assert.notProperty(parsed, 'max_tokens');
    });

    it('merges the body key by key: request over options over its own, undefined removes', async () => {
      const { body } = await sent(
        { temperature: 1, body: { temperature: 0.5, user: 'u', stream_options: undefined } },
        { body: { user: 'o', model: 'forced', store: false } },
      );
      assert.equal(
        body,
        '{"model":"forced","messages":[{"role":"user","content":"Hello"}],"stream":true,"temperature":0.5,"user":"u","store":false}',
      );
    });

    it('speaks to Azure: a parameter of the URL, the key in a header of its own', async () => {
      const { url, headers } = await sent(
        {},
        {
          baseUrl: `${ORIGIN}/openai/deployments/gpt/?x=1`,
          query: { 'api-version': '2024-10-21', none: undefined, odd: 'a&b ü' },
          headers: { 'api-key': 'azure-key-1234' },
        },
      );
      const { origin, pathname, searchParams } = new URL(url);
      assert.equal(origin + pathname, 'https://api.example/openai/deployments/gpt/chat/completions');
      assert.deepEqual(
        [...searchParams],
        [
          ['x', '1'],
          ['api-version', '2024-10-21'],
          ['odd', 'a&b ü'],
        ],
      );
      assert.equal(headers['api-key'], 'azure-key-1234');
      assert.notProperty(headers, 'authorization');
    });

    it('merges headers, and lets a caller remove the key', async () => {
      const { headers } = await sent(
        { headers: { Authorization: undefined, 'x-request': '1' } },
        { apiKey: 'sk-1234', headers: { 'OpenAI-Organization': 'org', 'X-Request': '0' } },
      );
      assert.notProperty(headers, 'authorization');
      assert.equal(headers['openai-organization'], 'org');
      assert.equal(headers['x-request'], '1');
    });

    const keys: readonly (readonly [string, OpenAICompatibleOptions['apiKey'], string | undefined])[] = [
      ['a string', 'sk-1', 'Bearer sk-1'],
      ['an empty string', '', undefined],
      ['nothing', undefined, undefined],
      ['a function', () => 'sk-2', 'Bearer sk-2'],
      ['a function that gives a promise', async () => 'sk-3', 'Bearer sk-3'],
      ['a function that gives an empty string', () => '', undefined],
      // What other realms and libraries call a promise is none of ours by `instanceof`.
      [
        'a function that gives a thenable',
        () =>
          ({
            // oxlint-disable-next-line unicorn/no-thenable -- that is the point
            then: (resolve: (key: string) => void) => resolve('sk-4'),
          }) as never,
        'Bearer sk-4',
      ],
      ['Latin-1 text', 'clé', 'Bearer clé'],
    ];
    for (const [what, apiKey, authorization] of keys) {
      it(`takes ${what} for a key`, async () => {
        assert.equal((await sent({}, { apiKey })).headers['authorization'], authorization);
      });
    }

    it('asks a function for a key once for each answer, and not before', async () => {
      let asked = 0;
      const provider = openAICompatible({ baseUrl, defaultModel: 'gpt', apiKey: () => `sk-${++asked}` });
      const answer$ = provider.stream({ messages });
      assert.equal(asked, 0);
      const first = intercept(ORIGIN);
      await outcomeOf(answer$);
      const second = intercept(ORIGIN);
      await outcomeOf(answer$);
      assert.equal((await first).headers['authorization'], 'Bearer sk-1');
      assert.equal((await second).headers['authorization'], 'Bearer sk-2');
    });

    describe('listModels', () => {
      it("asks the server, with the provider's key, headers and query", async () => {
        const body = '{"object":"list","data":[{"id":"b","object":"model"},{"id":"a"}]}';
        const intercepted = intercept(ORIGIN, { method: 'GET', body, contentType: 'application/json; charset=utf-8' });
        const provider = openAICompatible({
          baseUrl,
          apiKey: async () => 'sk-1',
          headers: { 'x-a': '1' },
          query: { 'api-version': '2' },
        });
        assert.deepEqual(await firstValueFrom(provider.listModels()), ['b', 'a']);
        const { method, url, headers, body: asked } = await intercepted;
        assert.equal(method, 'GET');
        assert.equal(url, 'https://api.example/v1/models?api-version=2');
        assert.equal(headers['authorization'], 'Bearer sk-1');
        assert.equal(headers['accept'], 'application/json');
        assert.equal(headers['x-a'], '1');
        assert.notProperty(headers, 'content-type');
        assert.equal(asked, '');
      });
    });
  });

  describe('a key that cannot be used', () => {
    it('is refused when the provider is made, and never shown', () => {
      for (const apiKey of ['sk-\n1', 'sk-日本', 'sk-\u0000', 'sk-1\r\nx-evil: 1']) {
        try {
          openAICompatible({ baseUrl, apiKey });
          assert.fail('it did not throw');
        } catch (error) {
          assert.instanceOf(error, InvalidRequestError);
          assert.deepEqual([...error.paths], ['options/apiKey']);
          assert.notInclude(String(error), 'sk-');
        }
      }
    });

    it('is refused for the answer where a function gives it', async () => {
      for (const apiKey of [() => 'sk-\n1', async () => 'sk-日本', () => 5 as never, () => null as never]) {
        const error = await errorOf(openAICompatible({ baseUrl, apiKey }).stream({ model: 'gpt', messages }));
        assert.instanceOf(error, InvalidRequestError);
        assert.deepEqual(error['paths'], ['options/apiKey']);
      }
    });

    it("passes the caller's own error on where the function throws or rejects", async () => {
      const mine = new Error('the vault is closed');
      const throwing = (): string => {
        throw mine;
      };
      for (const apiKey of [throwing, () => Promise.reject(mine)]) {
        const provider = openAICompatible({ baseUrl, apiKey });
        assert.strictEqual(await errorOf(provider.stream({ model: 'gpt', messages })), mine);
        assert.strictEqual(await errorOf(provider.listModels()), mine);
      }
    });
  });

  describe('bad options', () => {
    const bad: readonly (readonly [string, unknown])[] = [
      ['options', undefined],
      ['options/baseUrl', {}],
      ['options/baseUrl', { baseUrl: '' }],
      ['options/baseUrl', { baseUrl: 'api.example/v1' }],
      ['options/baseUrl', { baseUrl: 'file:///etc' }],
      ['options/apiKey', { baseUrl, apiKey: 5 }],
      ['options/query', { baseUrl, query: 'a=b' }],
      ['options/query/a', { baseUrl, query: { a: 5 } }],
      ['options/name', { baseUrl, name: 5 }],
      ['options/defaultModel', { baseUrl, defaultModel: 5 }],
      ['options/models', { baseUrl, models: 'gpt' }],
      ['options/models/0', { baseUrl, models: [5] }],
      ['options/modelAliases/a', { baseUrl, modelAliases: { a: 5 } }],
      ['options/streamUsage', { baseUrl, streamUsage: 'no' }],
      ['options/maxTokensField', { baseUrl, maxTokensField: 'tokens' }],
    ];
    for (const [path, options] of bad) {
      it(`throws at once for ${JSON.stringify(options)}`, () => {
        try {
          openAICompatible(options as OpenAICompatibleOptions);
        } catch (error) {
          assert.instanceOf(error, InvalidRequestError);
          assert.deepEqual([...error.paths], [path]);
          return;
        }
        assert.fail('it did not throw');
      });
    }
  });
});
