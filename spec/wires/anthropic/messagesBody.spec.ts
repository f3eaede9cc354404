import { assert } from 'chai';
import {
  anthropic,
  type AnthropicOptions,
  type ChatRequest,
  type Message,
  type Part,
  type Tool,
} from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { answer, textBlock } from './wire.ts';

type Body = Readonly<Record<string, unknown>>;

const messages = [{ role: 'user', content: 'Hi' }] as const;
const look: Tool = {
  name: 'look',
  description: 'Looks.',
  parameters: { type: 'object', properties: { x: { type: 'number' } } },
};
const PNG = 'data:image/png;base64,AAAA';

describe('a request in the words of Anthropic', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const ask = (request: Partial<ChatRequest>, options: AnthropicOptions = {}) => {
    server.serve({ body: answer(textBlock('Hello')) });
    return anthropic({ baseUrl: server.url, ...options }).stream({ model: 'm', messages, ...request });
  };
  const bytesOf = async (request: Partial<ChatRequest>, options?: AnthropicOptions): Promise<string> => {
    const before = server.received.length;
    const { error } = await outcomeOf(ask(request, options));
    if (error !== undefined) throw error;
    assert.equal(server.received.length, before + 1);
    return server.received.at(-1)?.body ?? '';
  };
  const bodyOf = async (...asked: Parameters<typeof bytesOf>): Promise<Body> =>
    JSON.parse(await bytesOf(...asked)) as Body;
  const messagesOf = async (list: readonly Message[], options?: AnthropicOptions): Promise<unknown> =>
    (await bodyOf({ messages: list }, options))['messages'];

  /** A request is refused with these sentences, and nothing is sent. */
  const refused = async (
    request: Partial<ChatRequest>,
    sentences: readonly string[],
    options?: AnthropicOptions,
  ): Promise<void> => {
    const before = server.received.length;
    const error = await errorOf(ask(request, options));
    assert.equal(error.name, 'InvalidRequestError', String(error));
    const issues = error['issues'] as readonly { readonly message: string }[];
    assert.deepEqual(
      issues.map(({ message }) => message),
      sentences,
    );
    assert.equal(server.received.length, before);
  };

  it('that is the shortest one', async () => {
    assert.equal(
      await bytesOf({ model: 'claude-sonnet-4-5' }),
      '{"model":"claude-sonnet-4-5","max_tokens":8192,"messages":[{"role":"user","content":"Hi"}],"stream":true}',
    );
  });

  it('that has nearly everything', async () => {
    const bytes = await bytesOf({
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image', url: PNG },
          ],
        },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a', name: 'look', arguments: '{"x":1}' },
            { id: 'b', name: 'look', arguments: '' },
          ],
        },
        { role: 'tool', toolCallId: 'a', content: 'one' },
        { role: 'tool', toolCallId: 'b', content: 'two' },
        { role: 'user', content: 'Go on.' },
      ],
      tools: [look],
      toolChoice: 'required',
      stop: ['END'],
      maxTokens: 100,
      temperature: 0.5,
    });
    assert.equal(
      bytes,
      '{"model":"claude-sonnet-4-5","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"look","input":{"x":1}},{"type":"tool_use","id":"b","name":"look","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"one"},{"type":"tool_result","tool_use_id":"b","content":"two"},{"type":"text","text":"Go on."}]}],"stream":true,"temperature":0.5,"stop_sequences":["END"],"tools":[{"name":"look","description":"Looks.","input_schema":{"type":"object","properties":{"x":{"type":"number"}}}}],"tool_choice":{"type":"any"}}',
    );
  });

  it('for one JSON answer', async () => {
    server.serve({ headers: { 'content-type': 'application/json' }, body: '{"type":"message","content":[]}' });
    await outcomeOf(anthropic({ baseUrl: server.url }).stream({ model: 'm', messages, stream: false }));
    const { body, headers } = server.received.at(-1) ?? assert.fail('nothing was asked');
    assert.equal(body, '{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":"Hi"}],"stream":false}');
    assert.equal(headers.accept, 'application/json');
  });

  describe('maps', () => {
    const fields: readonly (readonly [string, Partial<ChatRequest>, Body])[] = [
      ['maxTokens', { maxTokens: 256 }, { max_tokens: 256 }],
      ['temperature', { temperature: 0 }, { temperature: 0 }],
      ['topP', { topP: 0.99 }, { top_p: 0.99 }],
      ['stop', { stop: ['\n', 'END'] }, { stop_sequences: ['\n', 'END'] }],
      [
        'tools',
        {
          tools: [
            { name: 'now', parameters: {} },
            { ...look, strict: true },
          ],
        },
        {
          tools: [
            { name: 'now', input_schema: { type: 'object' } },
            { name: 'look', description: 'Looks.', input_schema: look.parameters, strict: true },
          ],
        },
      ],
      ['toolChoice auto', { toolChoice: 'auto' }, { tool_choice: { type: 'auto' } }],
      ['toolChoice none', { toolChoice: 'none' }, { tool_choice: { type: 'none' } }],
      ['toolChoice required', { toolChoice: 'required' }, { tool_choice: { type: 'any' } }],
      ['toolChoice of a name', { toolChoice: { name: 'look' } }, { tool_choice: { type: 'tool', name: 'look' } }],
      [
        'parallelToolCalls beside a choice',
        { toolChoice: 'required', parallelToolCalls: false },
        { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
      ],
      [
        'parallelToolCalls beside a name',
        { toolChoice: { name: 'look' }, parallelToolCalls: false },
        { tool_choice: { type: 'tool', name: 'look', disable_parallel_tool_use: true } },
      ],
      [
        'parallelToolCalls beside none',
        { toolChoice: 'none', parallelToolCalls: false },
        { tool_choice: { type: 'none' } },
      ],
      ['parallelToolCalls where they are usual', { parallelToolCalls: true }, {}],
      ['parallelToolCalls without tools', { parallelToolCalls: false }, {}],
      ['responseFormat text', { responseFormat: 'text' }, {}],
      [
        'responseFormat of a schema',
        { responseFormat: { name: 'city', schema: { type: 'object', additionalProperties: false }, strict: true } },
        { output_config: { format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false } } } },
      ],
      [
        'reasoningEffort',
        { reasoningEffort: 'high' },
        {
          max_tokens: 32_000,
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: 'high' },
        },
      ],
      [
        'reasoningEffort minimal',
        { reasoningEffort: 'minimal', maxTokens: 9000 },
        { max_tokens: 9000, thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } },
      ],
      [
        'a reasoningEffort that may come',
        { reasoningEffort: 'utmost' },
        {
          max_tokens: 32_000,
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: 'utmost' },
        },
      ],
      [
        'reasoningEffort none',
        { reasoningEffort: 'none', temperature: 1 },
        { thinking: { type: 'disabled' }, temperature: 1 },
      ],
      [
        'reasoningEffort beside a schema',
        { reasoningEffort: 'low', responseFormat: { name: 'a', schema: {} } },
        {
          max_tokens: 32_000,
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: 'low', format: { type: 'json_schema', schema: {} } },
        },
      ],
    ];
    for (const [what, request, added] of fields) {
      it(what, async () => {
        assert.deepEqual(await bodyOf(request), {
          model: 'm',
          max_tokens: 8192,
          messages: [{ role: 'user', content: 'Hi' }],
          stream: true,
          ...added,
        });
      });
    }

    it('parallelToolCalls beside tools alone', async () => {
      const body = await bodyOf({ tools: [look], parallelToolCalls: false });
      assert.deepEqual(body['tool_choice'], { type: 'auto', disable_parallel_tool_use: true });
    });

    it("a tool's schema whole, whatever its properties are called", async () => {
      const schema = '{"type":"object","properties":{"constructor":{"type":"string"},"__proto__":{"type":"number"}}}';
      const parameters = JSON.parse(schema) as Body;
      assert.include(await bytesOf({ tools: [{ name: 'f', parameters }] }), `"input_schema":${schema}`);
    });

    it('no temperature where nobody asks for one', async () => {
      assert.notProperty(await bodyOf({ topP: 1 }), 'temperature');
    });
  });

  describe('by budget', () => {
    const options: AnthropicOptions = { thinking: 'budget' };
    const budgets = { minimal: 1024, low: 2048, medium: 10_000, high: 16_384, xhigh: 32_768 };
    for (const [effort, budget] of Object.entries(budgets)) {
      it(`thinks ${budget} tokens at ${effort}, beside those of the answer`, async () => {
        const body = await bodyOf({ reasoningEffort: effort }, options);
        assert.deepEqual(body['thinking'], { type: 'enabled', budget_tokens: budget });
        assert.equal(body['max_tokens'], 8192 + budget);
        assert.notProperty(body, 'output_config');
        assert.equal((await bodyOf({ reasoningEffort: effort, maxTokens: 100 }, options))['max_tokens'], 100 + budget);
        const configured = await bodyOf({ reasoningEffort: effort }, { ...options, maxTokens: 500 });
        assert.equal(configured['max_tokens'], 500 + budget);
      });
    }

    it('does not think at none', async () => {
      const body = await bodyOf({ reasoningEffort: 'none' }, options);
      assert.deepInclude(body, { thinking: { type: 'disabled' }, max_tokens: 8192 });
    });

    it('knows no other effort', async () => {
      const sentence =
        'reasoningEffort is not supported by anthropic: with thinking: \'budget\' it must be one of "none", "minimal", "low", "medium", "high", "xhigh"';
      await refused({ reasoningEffort: 'max' }, [sentence], options);
      await refused({ reasoningEffort: 'constructor' }, [sentence], options);
      const body = await bodyOf({ reasoningEffort: 'max' }, { ...options, ignoreUnsupported: true });
      assert.notProperty(body, 'thinking');
      assert.equal(body['max_tokens'], 8192);
    });
  });

  describe('maxTokens', () => {
    it("is the factory's where the request names none", async () => {
      assert.equal((await bodyOf({}, { maxTokens: 4096 }))['max_tokens'], 4096);
      assert.equal((await bodyOf({ reasoningEffort: 'low' }, { maxTokens: 4096 }))['max_tokens'], 4096);
      assert.equal((await bodyOf({ maxTokens: 9 }, { maxTokens: 4096 }))['max_tokens'], 9);
    });

    it("leaves room for the caller's own budget", async () => {
      const thinking = { type: 'enabled', budget_tokens: 10_000 };
      assert.deepInclude(await bodyOf({ body: { thinking } }), { max_tokens: 18_192, thinking });
      assert.deepInclude(await bodyOf({ body: { thinking }, maxTokens: 20_000 }), { max_tokens: 20_000, thinking });
    });
  });

  describe("the caller's body", () => {
    it('wins, merged one level deep', async () => {
      const body = await bodyOf(
        {
          reasoningEffort: 'high',
          responseFormat: { name: 'a', schema: { type: 'object' } },
          body: { max_tokens: 7, output_config: { effort: 'max' }, metadata: { user_id: 'u' }, stream: undefined },
        },
        { body: { cache_control: { type: 'ephemeral' }, service_tier: 'auto', mcp_servers: [{ name: 's' }] } },
      );
      assert.deepEqual(body, {
        model: 'm',
        max_tokens: 7,
        messages: [{ role: 'user', content: 'Hi' }],
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort: 'max', format: { type: 'json_schema', schema: { type: 'object' } } },
        cache_control: { type: 'ephemeral' },
        service_tier: 'auto',
        mcp_servers: [{ name: 's' }],
        metadata: { user_id: 'u' },
      });
    });

    it('takes the place of our thinking', async () => {
      for (const where of ['request', 'options'] as const) {
        const own = { thinking: { type: 'disabled' } };
        const body = await bodyOf(
          { reasoningEffort: 'high', ...(where === 'request' ? { body: own } : {}) },
          where === 'options' ? { body: own } : {},
        );
        assert.deepEqual(body['thinking'], { type: 'disabled' });
      }
      assert.notProperty(await bodyOf({ reasoningEffort: 'high', body: { thinking: undefined } }), 'thinking');
    });

    it('may put instructions among the messages, and tools of the service beside none of ours', async () => {
      const own = [
        { role: 'user', content: 'Hi' },
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      ];
      const tools = [{ type: 'web_search_20250305', name: 'web_search' }];
      assert.deepInclude(await bodyOf({ body: { messages: own, tools } }), { messages: own, tools });
    });
  });

  describe('what has no place', () => {
    const cases: readonly (readonly [string, Partial<ChatRequest>, string])[] = [
      ['seed', { seed: 1 }, 'seed is not supported by anthropic'],
      ['choices', { choices: 2 }, 'choices is not supported by anthropic'],
      [
        'JSON without a schema',
        { responseFormat: 'json' },
        'responseFormat is not supported by anthropic: this service supports JSON only with a schema',
      ],
      [
        'a temperature while thinking',
        {
          temperature: 0.5,
          reasoningEffort: 'high',
          maxTokens: 8192,
          body: { thinking: undefined, output_config: undefined },
        },
        'temperature is not supported by anthropic: it cannot be combined with reasoning',
      ],
    ];
    for (const [what, request, sentence] of cases) {
      it(`is refused by name: ${what}`, async () => {
        await refused(request, [sentence]);
        const body = await bodyOf(request, { ignoreUnsupported: true });
        assert.deepEqual(body, {
          model: 'm',
          max_tokens: 8192,
          messages: [{ role: 'user', content: 'Hi' }],
          stream: true,
        });
      });
    }
  });

  describe('instructions', () => {
    it('before all else are the system, joined by a blank line', async () => {
      const body = await bodyOf({
        messages: [
          { role: 'system', content: 'One.' },
          { role: 'developer', content: 'Two.' },
          { role: 'system', content: ' \n' },
          ...messages,
        ],
      });
      assert.equal(body['system'], 'One.\n\nTwo.');
      assert.deepEqual(body['messages'], [{ role: 'user', content: 'Hi' }]);
    });

    it('that are blank are none', async () => {
      assert.notProperty(await bodyOf({ messages: [{ role: 'system', content: '' }, ...messages] }), 'system');
    });

    it("that come later stand at the head of the user's next turn", async () => {
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'system', content: 'S' },
          { role: 'assistant', content: 'b' },
          { role: 'developer', content: 'D' },
          { role: 'user', content: 'c' },
        ]),
        [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'S' },
              { type: 'text', text: 'D' },
              { type: 'text', text: 'c' },
            ],
          },
        ],
      );
    });

    it('stand behind the results of tools', async () => {
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'assistant', toolCalls: [{ id: 'x', name: 'f', arguments: '{}' }] },
          { role: 'system', content: 'S' },
          { role: 'tool', toolCallId: 'x', content: 'r' },
        ]),
        [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: 'f', input: {} }] },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'x', content: 'r' },
              { type: 'text', text: 'S' },
            ],
          },
        ],
      );
    });

    it('after which the user says nothing more stand where they are', async () => {
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'system', content: 'S' },
        ]),
        [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'S' },
        ],
      );
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'system', content: 'S' },
          { role: 'assistant', content: 'b' },
        ]),
        [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'S' },
            ],
          },
          { role: 'assistant', content: 'b' },
        ],
      );
    });
  });

  describe('messages', () => {
    it('of one role that follow each other are one', async () => {
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'user', content: [{ type: 'text', text: 'b' }] },
          { role: 'assistant', content: 'c' },
          { role: 'assistant', content: 'd', toolCalls: [{ id: 'x', name: 'f', arguments: ' ' }] },
          { role: 'tool', toolCallId: 'x', content: 'r' },
        ]),
        [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
          {
            role: 'assistant',
            content: [
              { type: 'text', text: 'c' },
              { type: 'text', text: 'd' },
              { type: 'tool_use', id: 'x', name: 'f', input: {} },
            ],
          },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: 'r' }] },
        ],
      );
    });

    it('that are blank are left out, and so are blank parts', async () => {
      assert.deepEqual(
        await messagesOf([
          { role: 'user', content: 'a' },
          { role: 'assistant', content: ' ' },
          { role: 'user', content: '' },
          { role: 'assistant', content: null },
          {
            role: 'user',
            content: [
              { type: 'text', text: '\n\t' },
              { type: 'text', text: 'b' },
            ],
          },
          { role: 'assistant', content: '', toolCalls: [] },
        ]),
        [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ],
      );
    });

    it('have to be some', async () => {
      const sentence = 'messages must be a list with at least one message that is neither blank nor an instruction';
      await refused({ messages: [] }, [sentence]);
      await refused({ messages: [{ role: 'system', content: 'S' }] }, [sentence]);
      await refused({ messages: [{ role: 'user', content: ' ' }] }, [sentence], { ignoreUnsupported: true });
    });

    it("of the assistant's at the end begin the answer, without white space at their end", async () => {
      assert.deepEqual(await messagesOf([...messages, { role: 'assistant', content: ' {"a": \n' }]), [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: ' {"a":' },
      ]);
      assert.deepEqual(await messagesOf([...messages, { role: 'assistant', content: 'b ' }, ...messages]), [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'b ' },
        { role: 'user', content: 'Hi' },
      ]);
    });
  });

  describe('results of tools', () => {
    const calls: Message = {
      role: 'assistant',
      toolCalls: [
        { id: 'a', name: 'f', arguments: '{}' },
        { id: 'b', name: 'f', arguments: '{}' },
      ],
    };
    const resultsOf = async (...list: readonly Message[]): Promise<unknown> =>
      ((await messagesOf([...messages, calls, ...list])) as readonly Body[])[2];

    it('stand in one turn before any text', async () => {
      assert.deepEqual(
        await resultsOf(
          { role: 'tool', toolCallId: 'a', content: 'one' },
          { role: 'user', content: 'Go on.' },
          { role: 'tool', toolCallId: 'b', content: 'two', isError: true },
        ),
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: 'one' },
            { type: 'tool_result', tool_use_id: 'b', content: 'two', is_error: true },
            { type: 'text', text: 'Go on.' },
          ],
        },
      );
    });

    it('may be empty, or hold images', async () => {
      assert.deepEqual(
        await resultsOf(
          { role: 'tool', toolCallId: 'a', content: '', isError: false },
          {
            role: 'tool',
            toolCallId: 'b',
            content: [
              { type: 'text', text: 'A picture.' },
              { type: 'image', url: PNG },
              { type: 'text', text: '' },
            ],
          },
        ),
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a' },
            {
              type: 'tool_result',
              tool_use_id: 'b',
              content: [
                { type: 'text', text: 'A picture.' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
              ],
            },
          ],
        },
      );
    });

    it('and their calls have ids that this service takes', async () => {
      const id = 'functions.look:0';
      assert.deepEqual(
        await messagesOf([
          ...messages,
          { role: 'assistant', toolCalls: [{ id, name: 'look', arguments: '{}' }] },
          { role: 'tool', toolCallId: id, content: 'r' },
        ]),
        [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'functions_look_0', name: 'look', input: {} }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'functions_look_0', content: 'r' }] },
        ],
      );
    });

    it('need calls whose arguments are an object', async () => {
      for (const json of ['[]', '5', 'null', '"a"', '{"a":', 'nonsense']) {
        await refused(
          { messages: [...messages, { role: 'assistant', toolCalls: [{ id: 'a', name: 'f', arguments: json }] }] },
          ["messages/1/toolCalls/0/arguments must be an object's JSON text"],
          { ignoreUnsupported: true },
        );
      }
    });
  });

  describe('parts', () => {
    const pdf = { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' };
    const rows: readonly (readonly [string, Part, Body])[] = [
      [
        'an image on the web',
        { type: 'image', url: 'https://pictures.example/a.png?b' },
        { type: 'image', source: { type: 'url', url: 'https://pictures.example/a.png?b' } },
      ],
      ...['image/jpeg', 'image/gif', 'image/webp', 'image/png'].map((type): readonly [string, Part, Body] => [
        `an image of type ${type}`,
        { type: 'image', url: `data:${type};base64,AAAA` },
        { type: 'image', source: { type: 'base64', media_type: type, data: 'AAAA' } },
      ]),
      [
        'an image by its wrong name',
        { type: 'image', url: 'data:image/JPG;charset=utf-8;base64,AA%2BA' },
        { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA+A' } },
      ],
      ['a PDF', { type: 'file', url: 'data:application/pdf;base64,JVBERg==' }, { type: 'document', source: pdf }],
      [
        'a PDF with a name, whose type is told beside',
        { type: 'file', url: 'data:;base64,JVBERg==', name: 'a.pdf', mediaType: 'Application/PDF; x=y' },
        { type: 'document', source: pdf, title: 'a.pdf' },
      ],
      [
        'a PDF as bytes of no type',
        { type: 'file', url: 'data:application/octet-stream;base64,JVBERg==', mediaType: 'application/pdf' },
        { type: 'document', source: pdf },
      ],
      [
        'a PDF on the web',
        { type: 'file', url: 'https://papers.example/a', name: 'A' },
        { type: 'document', source: { type: 'url', url: 'https://papers.example/a' }, title: 'A' },
      ],
      [
        'a text',
        { type: 'file', url: 'data:text/csv,a%2Cb%0A%E4%B8%96', name: 'a.csv' },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a,b\n世' }, title: 'a.csv' },
      ],
      [
        'a text in base64',
        { type: 'file', url: 'data:text/plain;charset=utf-8;base64,5LiW', mediaType: 'application/pdf' },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: '世' } },
      ],
      [
        'an image as a file',
        { type: 'file', url: PNG, name: 'a.png' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
      ],
      [
        'an image as a file on the web',
        { type: 'file', url: 'https://pictures.example/a', mediaType: 'image/webp' },
        { type: 'image', source: { type: 'url', url: 'https://pictures.example/a' } },
      ],
    ];
    for (const [what, part, wire] of rows) {
      it(`map ${what}`, async () => {
        assert.deepEqual(await messagesOf([{ role: 'user', content: [part] }]), [{ role: 'user', content: [wire] }]);
      });
    }

    const refusals: readonly (readonly [string, Part, string])[] = [
      [
        'an image of another type',
        { type: 'image', url: 'data:image/bmp;base64,AAAA' },
        'an image must be a JPEG, PNG, GIF or WebP',
      ],
      ['an image of no type', { type: 'image', url: 'data:;base64,AAAA' }, 'an image must be a JPEG, PNG, GIF or WebP'],
      [
        'an image elsewhere',
        { type: 'image', url: 'file:///a.png' },
        'it must be a web address, or a data: URL whose base64 can be read',
      ],
      [
        'a file elsewhere',
        { type: 'file', url: 'blob:abc' },
        'it must be a web address, or a data: URL whose base64 can be read',
      ],
      [
        'a file of another type',
        { type: 'file', url: 'data:application/zip;base64,AAAA' },
        'a file must be a PDF, a text or an image',
      ],
      [
        'a text on the web',
        { type: 'file', url: 'https://a.example/a.txt', mediaType: 'text/plain' },
        'a file at a web address must be a PDF or an image',
      ],
      [
        'a text whose base64 is none',
        { type: 'file', url: 'data:text/plain;base64,A!A' },
        'it must be a web address, or a data: URL whose base64 can be read',
      ],
    ];
    for (const [what, part, reason] of refusals) {
      it(`refuse ${what}`, async () => {
        const list: readonly Message[] = [...messages, { role: 'user', content: [{ type: 'text', text: 'a' }, part] }];
        await refused({ messages: list }, [`messages/1/content/1/url is not supported by anthropic: ${reason}`]);
        assert.deepEqual(await messagesOf(list, { ignoreUnsupported: true }), [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Hi' },
              { type: 'text', text: 'a' },
            ],
          },
        ]);
      });
    }

    it('of a result are refused by their place too', async () => {
      await refused(
        {
          messages: [
            ...messages,
            { role: 'assistant', toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }] },
            { role: 'tool', toolCallId: 'a', content: [{ type: 'image', url: 'data:image/bmp,x' }] },
          ],
        },
        ['messages/2/content/0/url is not supported by anthropic: an image must be a JPEG, PNG, GIF or WebP'],
      );
    });
  });
});
