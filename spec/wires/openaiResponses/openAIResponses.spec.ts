import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import {
  type ChatRequest,
  InvalidRequestError,
  type Message,
  openAIResponses,
  type OpenAIResponsesOptions,
} from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, type Intercepted, useNock } from '../../support/useNock.ts';

const ORIGIN = 'https://api.openai.com';
const messages = [{ role: 'user', content: 'Hi' }] as const;

/** What the request looks like on the wire. */
async function sent(
  request: Partial<ChatRequest> = {},
  options: OpenAIResponsesOptions = {},
  origin = ORIGIN,
): Promise<Intercepted> {
  const intercepted = intercept(origin, { body: 'data: {"type":"keepalive"}\n\ndata: [DONE]\n\n' });
  const { error } = await outcomeOf(openAIResponses(options).stream({ model: 'gpt-5', messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

const bodyOf = async (...asked: Parameters<typeof sent>): Promise<Record<string, unknown>> =>
  JSON.parse((await sent(...asked)).body) as Record<string, unknown>;

/** The list of items that some messages become. */
const inputOf = async (conversation: readonly Message[], options?: OpenAIResponsesOptions): Promise<unknown> =>
  (await bodyOf({ messages: conversation }, options))['input'];

describe('openAIResponses', () => {
  it('tells of itself', () => {
    const provider = openAIResponses();
    assert.equal(provider.name, 'openAIResponses');
    assert.equal(provider.url, ORIGIN);
    assert.deepEqual(provider.models, []);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.deepEqual(provider.endpoints, { '*': 'https://api.openai.com/v1/responses' });
    assert.notProperty(provider, 'defaultModel');
    assert.equal(openAIResponses({ name: 'azure', defaultModel: 'gpt' }).defaultModel, 'gpt');
  });

  describe('options', () => {
    const refused: readonly (readonly [string, object, string, string])[] = [
      ['a name that is none', { apikey: 'k' }, 'options/apikey', 'apiKey'],
      ['a kind of summary that there is not', { reasoningSummary: 'long' }, 'options/reasoningSummary', '"auto"'],
      ['a base URL with the path', { baseUrl: 'https://h/v1/responses' }, 'options/baseUrl', '/responses'],
      ['and a slash', { baseUrl: 'https://h/v1/responses/?a=1' }, 'options/baseUrl', '/responses'],
      ["another wire's path", { baseUrl: 'https://h/v1/chat/completions' }, 'options/baseUrl', '/chat/completions'],
      ['credentials beside a key', { baseUrl: 'https://u:p@h/v1', apiKey: 'k' }, 'options/apiKey', 'credentials'],
      ['a key that no header carries', { apiKey: 'a\nb' }, 'options/apiKey', 'header'],
      ['a list of models', { models: ['a'] }, 'options/models', 'not a known option'],
    ];
    for (const [what, options, path, words] of refused) {
      it(`refuse ${what}`, () => {
        try {
          openAIResponses(options);
          assert.fail('it was made');
        } catch (error) {
          assert.instanceOf(error, InvalidRequestError);
          assert.deepEqual(error.paths, [path]);
          assert.include(error.message, words);
        }
      });
    }
  });

  it('needs a model where there is no default', async () => {
    const error = await errorOf(openAIResponses().stream({ messages }));
    assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['model'] });
  });

  describe('on the wire', () => {
    useNock();

    it('sends the shortest request', async () => {
      const { method, url, headers, body } = await sent();
      assert.deepEqual([method, url], ['POST', 'https://api.openai.com/v1/responses']);
      assert.equal(body, '{"model":"gpt-5","input":[{"role":"user","content":"Hi"}],"stream":true}');
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['accept'], 'text/event-stream');
      assert.notProperty(headers, 'authorization');
    });

    it('sends a rich request, byte by byte', async () => {
      const { body } = await sent({
        messages: [
          { role: 'system', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image', url: 'data:image/png;base64,AAAA' },
            ],
          },
          {
            role: 'assistant',
            content: 'Let me look.',
            toolCalls: [
              { id: 'a', name: 'look', arguments: '{"x":1}' },
              { id: 'b', name: 'look', arguments: '' },
            ],
          },
          { role: 'tool', toolCallId: 'a', content: 'one' },
          { role: 'tool', toolCallId: 'b', content: 'two' },
          { role: 'user', content: 'Go on.' },
        ],
        tools: [
          {
            name: 'look',
            description: 'Looks.',
            parameters: { type: 'object', properties: { x: { type: 'number' } } },
          },
        ],
        toolChoice: { name: 'look' },
        maxTokens: 100,
        reasoningEffort: 'low',
        responseFormat: { name: 'n', schema: { type: 'object' }, strict: true },
      });
      assert.equal(
        body,
        '{"model":"gpt-5","input":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"input_text","text":"What is it?"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"auto"}]},{"role":"assistant","content":"Let me look."},{"type":"function_call","call_id":"a","name":"look","arguments":"{\\"x\\":1}"},{"type":"function_call","call_id":"b","name":"look","arguments":"{}"},{"type":"function_call_output","call_id":"a","output":"one"},{"type":"function_call_output","call_id":"b","output":"two"},{"role":"user","content":"Go on."}],"stream":true,"max_output_tokens":100,"reasoning":{"effort":"low"},"tools":[{"type":"function","name":"look","description":"Looks.","parameters":{"type":"object","properties":{"x":{"type":"number"}}},"strict":false}],"tool_choice":{"type":"function","name":"look"},"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}}}',
      );
    });

    const object = { type: 'object' };
    const fields: readonly (readonly [string, Partial<ChatRequest>, object])[] = [
      ['temperature', { temperature: 0 }, { temperature: 0 }],
      ['topP', { topP: 0.5 }, { top_p: 0.5 }],
      ['maxTokens, also where it is too small', { maxTokens: 1 }, { max_output_tokens: 1 }],
      ['reasoningEffort', { reasoningEffort: 'xhigh' }, { reasoning: { effort: 'xhigh' } }],
      ['parallelToolCalls', { parallelToolCalls: false }, { parallel_tool_calls: false }],
      ['toolChoice auto', { toolChoice: 'auto' }, { tool_choice: 'auto' }],
      ['toolChoice none', { toolChoice: 'none' }, { tool_choice: 'none' }],
      ['toolChoice required', { toolChoice: 'required' }, { tool_choice: 'required' }],
      [
        'a tool that says strict',
        { tools: [{ name: 'now', parameters: object, strict: true }] },
        { tools: [{ type: 'function', name: 'now', parameters: object, strict: true }] },
      ],
      [
        'a tool that says nothing of strict, which would mean strict here',
        { tools: [{ name: 'now', parameters: object }] },
        { tools: [{ type: 'function', name: 'now', parameters: object, strict: false }] },
      ],
      ['responseFormat text', { responseFormat: 'text' }, { text: { format: { type: 'text' } } }],
      ['responseFormat json', { responseFormat: 'json' }, { text: { format: { type: 'json_object' } } }],
      [
        'responseFormat of a schema',
        { responseFormat: { name: 'city', schema: object } },
        { text: { format: { type: 'json_schema', name: 'city', schema: object } } },
      ],
      ['stream: false', { stream: false }, { stream: false }],
      [
        "the caller's own fields",
        { body: { previous_response_id: 'resp_0', store: true, service_tier: 'flex', instructions: 'Be kind.' } },
        { previous_response_id: 'resp_0', store: true, service_tier: 'flex', instructions: 'Be kind.' },
      ],
      [
        "the caller's own members of an object of ours",
        { responseFormat: 'json', body: { text: { verbosity: 'low' } } },
        { text: { format: { type: 'json_object' }, verbosity: 'low' } },
      ],
      ['no field that the caller takes away', { temperature: 1, body: { temperature: undefined } }, {}],
    ];
    for (const [what, request, added] of fields) {
      it(`maps ${what}`, async () => {
        assert.deepEqual(await bodyOf(request), {
          model: 'gpt-5',
          input: [{ role: 'user', content: 'Hi' }],
          stream: true,
          ...added,
        });
      });
    }

    it('asks for one JSON answer where no stream is wanted', async () => {
      assert.equal((await sent({ stream: false })).headers['accept'], 'application/json');
    });

    it('asks for a summary of the reasoning, with and without an effort', async () => {
      const options = { reasoningSummary: 'detailed' } as const;
      assert.deepEqual((await bodyOf({}, options))['reasoning'], { summary: 'detailed' });
      const { reasoning } = await bodyOf({ reasoningEffort: 'high' }, options);
      assert.deepEqual(reasoning, { effort: 'high', summary: 'detailed' });
    });

    it('asks for nothing to be kept, and for the reasoning in encrypted form', async () => {
      const { body } = await sent({}, { stateless: true });
      assert.equal(
        body,
        '{"model":"gpt-5","input":[{"role":"user","content":"Hi"}],"stream":true,"store":false,"include":["reasoning.encrypted_content"]}',
      );
      assert.notProperty(await bodyOf({}, { stateless: false }), 'store');
      const { include, store } = await bodyOf({ body: { store: true, include: undefined } }, { stateless: true });
      assert.deepEqual([include, store], [undefined, true]);
    });

    describe('spells messages:', () => {
      it('instructions in place, their role unchanged', async () => {
        const conversation = [
          { role: 'developer', content: 'A' },
          { role: 'user', content: 'B' },
          { role: 'system', content: 'C' },
        ] satisfies Message[];
        assert.deepEqual(await inputOf(conversation), conversation);
      });

      it("parts of a user's", async () => {
        const input = await inputOf([
          {
            role: 'user',
            content: [
              { type: 'text', text: 'See' },
              { type: 'image', url: 'https://a.example/cat.png' },
              { type: 'file', url: 'https://a.example/doc.pdf', name: 'doc.pdf' },
              { type: 'file', url: 'data:application/pdf;base64,JVBERg==', name: 'own.pdf' },
            ],
          },
        ]);
        assert.deepEqual(input, [
          {
            role: 'user',
            content: [
              { type: 'input_text', text: 'See' },
              { type: 'input_image', image_url: 'https://a.example/cat.png', detail: 'auto' },
              { type: 'input_file', file_url: 'https://a.example/doc.pdf' },
              { type: 'input_file', filename: 'own.pdf', file_data: 'data:application/pdf;base64,JVBERg==' },
            ],
          },
        ]);
      });

      it('data without a name, which the server refuses, under one that tells their kind', async () => {
        const files = [
          ['data:application/pdf;base64,AAAA', undefined, 'file.pdf', 'data:application/pdf;base64,AAAA'],
          [
            'data:text/plain;charset=utf-8;base64,AAAA',
            undefined,
            'file.txt',
            'data:text/plain;charset=utf-8;base64,AAAA',
          ],
          ['data:;base64,AAAA', 'application/pdf', 'file.pdf', 'data:application/pdf;base64,AAAA'],
          ['data:;base64,AAAA', undefined, 'file.txt', 'data:;base64,AAAA'],
          ['DATA:image/png;base64,AAAA', 'application/pdf', 'file.png', 'DATA:image/png;base64,AAAA'],
          ['data:application;base64,AAAA', undefined, 'file.bin', 'data:application;base64,AAAA'],
          ['data:,Hi', 'text/csv', 'file.csv', 'data:text/csv;base64,SGk='],
          ['data:text/markdown,%23%20Gr%C3%BC%C3%9Fe', undefined, 'file.md', 'data:text/markdown;base64,IyBHcsO8w59l'],
        ] as const;
        for (const [url, mediaType, filename, file_data] of files) {
          assert.deepEqual(await inputOf([{ role: 'user', content: [{ type: 'file', url, mediaType }] }]), [
            { role: 'user', content: [{ type: 'input_file', filename, file_data }] },
          ]);
        }
      });

      it('what is on the web by its address, whatever it holds', async () => {
        for (const url of ['http://a.example/data:;base64,x', 'HTTPS://a.example/']) {
          const parts = [{ type: 'image', url } as const, { type: 'file', url } as const];
          assert.deepEqual(await inputOf([{ role: 'user', content: parts }]), [
            {
              role: 'user',
              content: [
                { type: 'input_image', image_url: url, detail: 'auto' },
                { type: 'input_file', file_url: url },
              ],
            },
          ]);
        }
      });

      it('results directly after the calls that they answer, whatever was said meanwhile', async () => {
        const look = { name: 'look', arguments: '{}' };
        const conversation: Message[] = [
          { role: 'tool', toolCallId: 'z', content: 'from before' },
          { role: 'user', content: 'Look.' },
          { role: 'assistant', toolCalls: ['a', 'b'].map((id) => ({ id, ...look })) },
          { role: 'tool', toolCallId: 'b', content: 'two' },
          { role: 'user', content: 'Hurry!' },
          { role: 'tool', toolCallId: 'a', content: 'one' },
          { role: 'assistant', toolCalls: [{ id: 'a', ...look }] },
          { role: 'user', content: 'Well?' },
          { role: 'tool', toolCallId: 'a', content: 'three' },
        ];
        const input = (await inputOf(conversation)) as readonly Readonly<Record<string, string | undefined>>[];
        assert.deepEqual(
          input.map(({ content, output, call_id: id }) => content ?? (output === undefined ? id : `${id}: ${output}`)),
          ['z: from before', 'Look.', 'a', 'b', 'b: two', 'a: one', 'Hurry!', 'a', 'a: three', 'Well?'],
        );
      });

      it('an image that is not in base64 so', async () => {
        const url = 'data:image/svg+xml,%3Csvg/%3E';
        assert.deepEqual(await inputOf([{ role: 'user', content: [{ type: 'image', url }] }]), [
          {
            role: 'user',
            content: [{ type: 'input_image', image_url: 'data:image/svg+xml;base64,PHN2Zy8+', detail: 'auto' }],
          },
        ]);
      });

      it("a tool's result in parts", async () => {
        const conversation: Message[] = [
          { role: 'assistant', toolCalls: [{ id: 'a', name: 'shot', arguments: '{}' }] },
          {
            role: 'tool',
            toolCallId: 'a',
            isError: true,
            content: [
              { type: 'text', text: 'The screen:' },
              { type: 'image', url: 'data:image/png;base64,AAAA' },
            ],
          },
        ];
        assert.deepEqual(await inputOf(conversation), [
          { type: 'function_call', call_id: 'a', name: 'shot', arguments: '{}' },
          {
            type: 'function_call_output',
            call_id: 'a',
            output: [
              { type: 'input_text', text: 'The screen:' },
              { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' },
            ],
          },
        ]);
      });

      it("an assistant's without text as its calls alone, and one without anything as nothing", async () => {
        const toolCalls = [{ id: 'a', name: 'now', arguments: ' ' }];
        const conversation: Message[] = [
          { role: 'assistant', content: '', toolCalls },
          { role: 'assistant', content: null },
          { role: 'assistant', content: '' },
          { role: 'assistant' },
        ];
        assert.deepEqual(await inputOf(conversation), [
          { type: 'function_call', call_id: 'a', name: 'now', arguments: '{}' },
        ]);
      });
    });

    it('sends a key, a text or a function of each answer', async () => {
      assert.equal((await sent({}, { apiKey: 'sk-1' })).headers['authorization'], 'Bearer sk-1');
      let asked = 0;
      const apiKey = async (): Promise<string> => `sk-${++asked}`;
      assert.equal((await sent({}, { apiKey })).headers['authorization'], 'Bearer sk-1');
      assert.equal((await sent({}, { apiKey })).headers['authorization'], 'Bearer sk-2');
    });

    it('finds Azure, with its key in a header of its own', async () => {
      const azure = {
        baseUrl: 'https://r.openai.azure.com/openai/v1/',
        headers: { 'api-key': 'k' },
        query: { 'api-version': 'preview' },
        defaultModel: 'deployment',
      };
      const { url, headers } = await sent({}, azure, 'https://r.openai.azure.com');
      assert.equal(url, 'https://r.openai.azure.com/openai/v1/responses?api-version=preview');
      assert.equal(headers['api-key'], 'k');
      assert.notProperty(headers, 'authorization');
    });

    it('finds DeepSeek, which has no /v1', async () => {
      const { url } = await sent({}, { baseUrl: 'https://api.deepseek.com' }, 'https://api.deepseek.com');
      assert.equal(url, 'https://api.deepseek.com/responses');
    });

    it('lists models', async () => {
      const body = '{"object":"list","data":[{"id":"gpt-5"},{"id":"gpt-5-mini"},{"object":"model"}]}';
      const asked = intercept(ORIGIN, { method: 'GET', body, contentType: 'application/json' });
      const models = await firstValueFrom(openAIResponses({ apiKey: 'sk-1' }).listModels());
      assert.deepEqual(models, ['gpt-5', 'gpt-5-mini']);
      const { url, headers } = await asked;
      assert.deepEqual([url, headers['authorization']], ['https://api.openai.com/v1/models', 'Bearer sk-1']);
    });
  });

  describe('refuses', () => {
    const refused: readonly (readonly [string, Partial<ChatRequest>, string])[] = [
      ['seed', { seed: 1 }, 'seed'],
      ['stop', { stop: ['x'] }, 'stop'],
      ['choices', { choices: 2 }, 'choices'],
      [
        'an image that is nowhere on the web',
        { messages: [{ role: 'user', content: [{ type: 'image', url: 'file:///cat.png' }] }] },
        'messages/0/content/0/url',
      ],
      [
        'an image whose address only holds one',
        { messages: [{ role: 'user', content: [{ type: 'image', url: 'see https://a.example/' }] }] },
        'messages/0/content/0/url',
      ],
      [
        "a file of a tool's that is nowhere on the web",
        { messages: [...messages, { role: 'tool', toolCallId: 'a', content: [{ type: 'file', url: 'gs://b/c' }] }] },
        'messages/1/content/0/url',
      ],
    ];
    for (const [what, request, path] of refused) {
      it(what, async () => {
        const error = await errorOf(openAIResponses().stream({ model: 'gpt-5', messages, ...request }));
        assert.deepInclude(error, { name: 'InvalidRequestError', paths: [path] });
        assert.include(error.message, `${path} is not supported by openAIResponses`);
        assert.equal(path.endsWith('/url'), error.message.includes('it must be a web address or a data: URL'));
      });
    }
  });

  describe('told to ignore what it cannot carry', () => {
    useNock();

    it('leaves it out', async () => {
      const content = [{ type: 'image', url: 'blob:x' } as const, { type: 'text', text: 'Hi' } as const];
      const request = { seed: 1, stop: ['x'], choices: 2, messages: [{ role: 'user', content } as const] };
      assert.deepEqual(await bodyOf(request, { ignoreUnsupported: true }), {
        model: 'gpt-5',
        input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
        stream: true,
      });
    });
  });
});
