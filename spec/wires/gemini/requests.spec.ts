import { assert } from 'chai';
import { type ChatRequest, gemini, type GeminiOptions, InvalidRequestError, type Message } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, type Intercepted, useNock } from '../../support/useNock.ts';

const ORIGIN = 'https://generativelanguage.googleapis.com';
const VERTEX = 'https://aiplatform.googleapis.com';
const messages = [{ role: 'user', content: 'Hello' }] as const;
const hello = { role: 'user', parts: [{ text: 'Hello' }] };
const SKIPPED = 'skip_thought_signature_validator';

type Json = Readonly<Record<string, unknown>>;

/** What the request looks like on the wire. */
async function sent(
  request: Partial<ChatRequest> = {},
  options: GeminiOptions = {},
  origin = options.vertex ? VERTEX : ORIGIN,
): Promise<Intercepted> {
  const intercepted = intercept(origin);
  const { error } = await outcomeOf(gemini(options).stream({ model: 'gemini-3-flash-preview', messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

const bodyOf = async (request: Partial<ChatRequest>, options?: GeminiOptions): Promise<Json> =>
  JSON.parse((await sent(request, options)).body) as Json;

const pathsOf = async (request: Partial<ChatRequest>, options: GeminiOptions = {}): Promise<unknown> => {
  const error = await errorOf(gemini(options).stream({ model: 'gemini-3-flash-preview', messages, ...request }));
  assert.instanceOf(error, InvalidRequestError, String(error));
  return error['paths'];
};

const call = (id: string, name: string, json = '{}') => ({ id, name, arguments: json });
const assistant = (...toolCalls: ReturnType<typeof call>[]): Message => ({
  role: 'assistant',
  content: null,
  toolCalls,
});
const result = (toolCallId: string, content: string, isError?: boolean): Message => ({
  role: 'tool',
  toolCallId,
  content,
  isError,
});
const contentsOf = async (conversation: readonly Message[], model = 'gemini-2.5-flash'): Promise<unknown> =>
  (await bodyOf({ model, messages: conversation }))['contents'];
const response = (id: string, name: string, output: string): Json => ({
  functionResponse: { id, name, response: { output } },
});

describe("gemini's requests", () => {
  useNock();

  it('the smallest', async () => {
    const { method, url, headers, body } = await sent({}, { apiKey: 'AIza-1' });
    assert.equal(method, 'POST');
    assert.equal(url, `${ORIGIN}/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse`);
    assert.equal(body, '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['accept'], 'text/event-stream');
    assert.equal(headers['x-goog-api-key'], 'AIza-1');
    assert.notProperty(headers, 'authorization');
  });

  it('one with all there is, byte for byte', async () => {
    const { body } = await sent({
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', url: 'data:image/png;base64,iVBORw0KGgo=' },
          ],
        },
        {
          role: 'assistant',
          content: 'Two calls.',
          toolCalls: [
            { id: 'r2-0', name: 'read', arguments: '{"path":"a.md"}' },
            { id: 'r2-1', name: 'read', arguments: '{"path":"b.md"}' },
          ],
        },
        { role: 'tool', toolCallId: 'r2-0', content: '{"lines":3}' },
        { role: 'tool', toolCallId: 'r2-1', content: 'empty' },
      ],
      temperature: 0.2,
      topP: 0.9,
      maxTokens: 256,
      seed: 7,
      choices: 2,
      stop: ['END'],
      reasoningEffort: 'low',
      tools: [
        {
          name: 'read',
          description: 'Reads',
          parameters: {
            type: 'object',
            properties: { path: { type: 'string' } },
            required: ['path'],
            additionalProperties: false,
          },
        },
      ],
      toolChoice: { name: 'read' },
      responseFormat: { name: 'R', schema: { type: 'object' } },
    });
    assert.equal(
      body,
      '{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Look"},{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},' +
        '{"role":"model","parts":[{"text":"Two calls."},{"functionCall":{"name":"read","args":{"path":"a.md"},"id":"r2-0"},"thoughtSignature":"skip_thought_signature_validator"},{"functionCall":{"name":"read","args":{"path":"b.md"},"id":"r2-1"}}]},' +
        '{"role":"user","parts":[{"functionResponse":{"id":"r2-0","name":"read","response":{"lines":3}}},{"functionResponse":{"id":"r2-1","name":"read","response":{"output":"empty"}}}]}],' +
        '"tools":[{"functionDeclarations":[{"name":"read","description":"Reads","parametersJsonSchema":{"type":"object","properties":{"path":{"type":"string"}},"required":["path"],"additionalProperties":false}}]}],' +
        '"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["read"]}},' +
        '"generationConfig":{"temperature":0.2,"topP":0.9,"maxOutputTokens":256,"stopSequences":["END"],"seed":7,"candidateCount":2,"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW"}}}',
    );
  });

  it('one answer, without `alt`', async () => {
    const answer = '{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}';
    const intercepted = intercept(ORIGIN, { body: answer, contentType: 'application/json; charset=UTF-8' });
    await outcomeOf(gemini().stream({ model: 'gemini-2.5-flash', messages, stream: false }));
    const { url, body, headers } = await intercepted;
    assert.equal(url, `${ORIGIN}/v1beta/models/gemini-2.5-flash:generateContent`);
    assert.equal(body, '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}');
    assert.equal(headers['accept'], 'application/json');
  });

  describe('fields', () => {
    const config: readonly (readonly [string, Partial<ChatRequest>, Json | undefined])[] = [
      ['temperature 0', { temperature: 0 }, { temperature: 0 }],
      ['maxTokens', { maxTokens: 256 }, { maxOutputTokens: 256 }],
      ['topP', { topP: 0.5 }, { topP: 0.5 }],
      ['seed', { seed: 42 }, { seed: 42 }],
      ['choices', { choices: 3 }, { candidateCount: 3 }],
      ['stop', { stop: ['\n', 'END'] }, { stopSequences: ['\n', 'END'] }],
      ['no stop', { stop: [] }, undefined],
      ['text', { responseFormat: 'text' }, undefined],
      ['json', { responseFormat: 'json' }, { responseMimeType: 'application/json' }],
      [
        'a schema',
        { responseFormat: { name: 'city', schema: { $schema: 'x', type: 'object' }, strict: true } },
        { responseMimeType: 'application/json', responseJsonSchema: { $schema: 'x', type: 'object' } },
      ],
    ];
    for (const [what, request, generationConfig] of config) {
      it(`maps ${what}`, async () => {
        assert.deepEqual(await bodyOf(request), {
          contents: [hello],
          ...(generationConfig === undefined ? {} : { generationConfig }),
        });
      });
    }

    const choices: readonly (readonly [ChatRequest['toolChoice'], Json])[] = [
      ['auto', { mode: 'AUTO' }],
      ['none', { mode: 'NONE' }],
      ['required', { mode: 'ANY' }],
      [{ name: 'add' }, { mode: 'ANY', allowedFunctionNames: ['add'] }],
    ];
    for (const [toolChoice, functionCallingConfig] of choices) {
      it(`maps toolChoice ${JSON.stringify(toolChoice)}`, async () => {
        assert.deepEqual((await bodyOf({ toolChoice }))['toolConfig'], { functionCallingConfig });
      });
    }

    it('leaves out tools where there are none', async () => {
      assert.deepEqual(await bodyOf({ tools: [] }), { contents: [hello] });
    });

    it("hands a tool's schema on as it came, and leaves out what has no place", async () => {
      const schema =
        '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"__proto__":{"type":"number","exclusiveMinimum":0},"constructor":{"const":"a"}},"additionalProperties":false,"propertyNames":{"pattern":"^a"}}';
      const parameters = JSON.parse(schema) as Json;
      const { body } = await sent({ tools: [{ name: 'f', parameters, strict: true }] });
      assert.include(body, `"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":${schema}}]}]`);
      assert.notInclude(body, 'strict');
    });

    it("merges the caller's body, objects one level deep", async () => {
      const body = await bodyOf(
        { temperature: 1, body: { generationConfig: { topK: 40, temperature: undefined }, safetySettings: [] } },
        { body: { cachedContent: 'cachedContents/1', safetySettings: [1] } },
      );
      assert.deepEqual(body, {
        contents: [hello],
        generationConfig: { topK: 40 },
        cachedContent: 'cachedContents/1',
        safetySettings: [],
      });
    });

    it('refuses parallelToolCalls by name, or leaves it out', async () => {
      assert.deepEqual(await pathsOf({ parallelToolCalls: false }), ['parallelToolCalls']);
      assert.deepEqual(await bodyOf({ parallelToolCalls: false }, { ignoreUnsupported: true }), { contents: [hello] });
    });
  });

  describe('reasoningEffort', () => {
    const thoughts = { includeThoughts: true };
    const rows: readonly (readonly [model: string, effort: string, Json])[] = [
      ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
      ['gemini-2.5-flash', 'minimal', { ...thoughts, thinkingBudget: 128 }],
      ['gemini-2.5-flash', 'low', { ...thoughts, thinkingBudget: 2048 }],
      ['gemini-2.5-flash', 'medium', { ...thoughts, thinkingBudget: 8192 }],
      ['gemini-2.5-flash', 'high', { ...thoughts, thinkingBudget: 24_576 }],
      ['gemini-2.5-flash', 'xhigh', { ...thoughts, thinkingBudget: 24_576 }],
      ['gemini-2.5-flash', 'max', { ...thoughts, thinkingBudget: 24_576 }],
      ['models/gemini-2.5-flash', 'low', { ...thoughts, thinkingBudget: 2048 }],
      ['gemini-2.5-pro', 'none', { thinkingBudget: 128 }],
      ['gemini-2.5-pro-preview-06-05', 'none', { thinkingBudget: 128 }],
      // "The thinking budget 128 is invalid. Please choose a value between 512 and 24576."
      ['gemini-2.5-flash-lite', 'minimal', { ...thoughts, thinkingBudget: 512 }],
      ['gemini-2.5-flash-lite', 'none', { thinkingBudget: 0 }],
      ['gemini-1.5-pro', 'low', { ...thoughts, thinkingBudget: 2048 }],
      ['gemini-3-flash-preview', 'none', { thinkingLevel: 'MINIMAL' }],
      ['gemini-3-flash-preview', 'minimal', { ...thoughts, thinkingLevel: 'MINIMAL' }],
      ['gemini-3-flash-preview', 'low', { ...thoughts, thinkingLevel: 'LOW' }],
      ['gemini-3-flash-preview', 'medium', { ...thoughts, thinkingLevel: 'MEDIUM' }],
      ['gemini-3-flash-preview', 'high', { ...thoughts, thinkingLevel: 'HIGH' }],
      ['gemini-3-flash-preview', 'xhigh', { ...thoughts, thinkingLevel: 'HIGH' }],
      ['gemini-3-flash-preview', 'max', { ...thoughts, thinkingLevel: 'HIGH' }],
      ['gemini-3.6-flash', 'minimal', { ...thoughts, thinkingLevel: 'MINIMAL' }],
      ['gemini-3.7-flash', 'minimal', { ...thoughts, thinkingLevel: 'LOW' }],
      ['gemini-3.7-flash', 'none', { thinkingLevel: 'LOW' }],
      ['gemini-3.7-flash-lite', 'minimal', { ...thoughts, thinkingLevel: 'MINIMAL' }],
      ['gemini-4-flash', 'minimal', { ...thoughts, thinkingLevel: 'LOW' }],
      ['gemini-10.5-flash', 'low', { ...thoughts, thinkingLevel: 'LOW' }],
      // "Thinking level MINIMAL is not supported for this model."
      ['gemini-3.1-pro-preview', 'none', { thinkingLevel: 'LOW' }],
      ['gemini-3-pro-preview', 'minimal', { ...thoughts, thinkingLevel: 'LOW' }],
      ['gemini-flash-latest', 'minimal', { ...thoughts, thinkingLevel: 'LOW' }],
    ];
    for (const [model, reasoningEffort, thinkingConfig] of rows) {
      it(`${reasoningEffort} of ${model}`, async () => {
        const { generationConfig } = await bodyOf({ model, reasoningEffort });
        assert.deepEqual(generationConfig, { thinkingConfig });
      });
    }

    it('of another word, or for a model that does not think, is refused by name or left out', async () => {
      for (const request of [
        { reasoningEffort: 'extreme' },
        { reasoningEffort: 'constructor' },
        { reasoningEffort: 'low', model: 'gemma-3-27b-it' },
      ]) {
        assert.deepEqual(await pathsOf(request), ['reasoningEffort']);
        assert.notProperty(await bodyOf(request, { ignoreUnsupported: true }), 'generationConfig');
      }
    });
  });

  describe('instructions', () => {
    it('stand in one place, wherever they came, a part each', async () => {
      const conversation: readonly Message[] = [
        { role: 'user', content: 'Hello' },
        { role: 'system', content: 'Be brief.' },
        { role: 'system', content: '' },
        { role: 'developer', content: 'Be kind.' },
      ];
      assert.deepEqual(await bodyOf({ messages: conversation }), {
        systemInstruction: { parts: [{ text: 'Be brief.' }, { text: 'Be kind.' }] },
        contents: [hello],
      });
    });

    it('go in front of what the user said first, where the model is a Gemma', async () => {
      const conversation: readonly Message[] = [
        { role: 'system', content: 'Be brief.' },
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: 'Hello' },
      ];
      assert.deepEqual(await bodyOf({ model: 'models/gemma-3-27b-it', messages: conversation }), {
        contents: [
          { role: 'model', parts: [{ text: 'Hi' }] },
          { role: 'user', parts: [{ text: 'Be brief.' }, { text: 'Hello' }] },
        ],
      });
      assert.deepEqual(
        await bodyOf({ model: 'gemma-3-27b-it', messages: [...messages, { role: 'system', content: 'Be brief.' }] }),
        { contents: [{ role: 'user', parts: [{ text: 'Be brief.' }, { text: 'Hello' }] }] },
      );
      assert.deepEqual(
        await bodyOf({ model: 'gemma-3-27b-it', messages: [{ role: 'system', content: 'Be brief.' }] }),
        {
          contents: [{ role: 'user', parts: [{ text: 'Be brief.' }] }],
        },
      );
    });
  });

  describe('parts', () => {
    const rows: readonly (readonly [string, object, Json])[] = [
      ['text', { type: 'text', text: '' }, { text: '' }],
      [
        'a data: URL',
        { type: 'image', url: 'data:image/gif;base64,R0lG' },
        { inlineData: { mimeType: 'image/gif', data: 'R0lG' } },
      ],
      [
        'a type that is misspelt',
        { type: 'image', url: 'data:image/jpg;base64,/9j/' },
        { inlineData: { mimeType: 'image/jpeg', data: '/9j/' } },
      ],
      [
        'a data: URL that is percent-encoded',
        { type: 'image', url: 'data:image/svg+xml,%3Csvg/%3E' },
        { inlineData: { mimeType: 'image/svg+xml', data: 'PHN2Zy8+' } },
      ],
      ...['png', 'jpeg', 'webp', 'bmp', 'heic', 'heif'].map(
        (ending) =>
          [
            `a picture's address that ends in ${ending}`,
            { type: 'image', url: `https://pictures.example/a.b.${ending}?w=1.gif#f` },
            { fileData: { mimeType: `image/${ending}`, fileUri: `https://pictures.example/a.b.${ending}?w=1.gif#f` } },
          ] as const,
      ),
      [
        'an ending in capitals',
        { type: 'image', url: 'gs://bucket/A.JPG' },
        { fileData: { mimeType: 'image/jpeg', fileUri: 'gs://bucket/A.JPG' } },
      ],
      [
        'a file by its ending',
        { type: 'file', url: 'https://files.example/a.pdf', name: 'a.pdf' },
        { fileData: { mimeType: 'application/pdf', fileUri: 'https://files.example/a.pdf' } },
      ],
      [
        'a file by its mediaType',
        { type: 'file', url: `${ORIGIN}/v1beta/files/abc`, mediaType: 'audio/ogg' },
        { fileData: { mimeType: 'audio/ogg', fileUri: `${ORIGIN}/v1beta/files/abc` } },
      ],
      [
        'a file that is here',
        { type: 'file', url: 'data:application/pdf;base64,JVBERg==' },
        { inlineData: { mimeType: 'application/pdf', data: 'JVBERg==' } },
      ],
      [
        'a file that is here, by its mediaType',
        { type: 'file', url: 'data:;base64,JVBERg==', mediaType: 'application/pdf' },
        { inlineData: { mimeType: 'application/pdf', data: 'JVBERg==' } },
      ],
      [
        'a video of YouTube',
        { type: 'file', url: 'https://www.youtube.com/watch?v=1' },
        { fileData: { mimeType: 'video/mp4', fileUri: 'https://www.youtube.com/watch?v=1' } },
      ],
    ];
    for (const [what, part, expected] of rows) {
      it(`maps ${what}`, async () => {
        const content = [{ type: 'text', text: 'Look' }, part] as never;
        assert.deepEqual(await bodyOf({ messages: [{ role: 'user', content }] }), {
          contents: [{ role: 'user', parts: [{ text: 'Look' }, expected] }],
        });
      });
    }

    const refused: readonly object[] = [
      { type: 'image', url: 'https://pictures.example/a.gif' },
      { type: 'image', url: 'https://pictures.example/a.pdf' },
      { type: 'image', url: 'https://pictures.example/a.png/b' },
      { type: 'image', url: 'https://pictures.example/' },
      { type: 'image', url: 'https://pictures.png' },
      { type: 'image', url: 'https://pictures.example/a?b=c.png' },
      { type: 'image', url: 'https://pictures.example/a.constructor' },
      { type: 'image', url: 'file:///a.png' },
      { type: 'image', url: 'a.png' },
      { type: 'image', url: 'data:image/png' },
      { type: 'file', url: 'https://files.example/a' },
    ];
    for (const part of refused) {
      it(`refuses ${JSON.stringify(part)}, or leaves it out`, async () => {
        const content = [{ type: 'text', text: 'Look' }, part] as never;
        assert.deepEqual(await pathsOf({ messages: [{ role: 'user', content }] }), ['messages/0/content/1/url']);
        const body = await bodyOf({ messages: [{ role: 'user', content }] }, { ignoreUnsupported: true });
        assert.deepEqual(body, { contents: [{ role: 'user', parts: [{ text: 'Look' }] }] });
      });
    }

    it('says what is wrong and what to do, never the address', async () => {
      const content = [{ type: 'image', url: 'https://pictures.example/secret' }] as const;
      const error = await errorOf(gemini().stream({ model: 'm', messages: [{ role: 'user', content }] }));
      assert.equal(
        error.message,
        'invalid request: messages/0/content/0/url is not supported by gemini: it must end in png, jpeg, webp, bmp, heic or heif; for any other address use a file part with a mediaType',
      );
    });
  });

  describe('calls and results', () => {
    it('of Gemini 2.5 need no signature', async () => {
      assert.deepEqual(await contentsOf([assistant(call('a', 'f', ''))]), [
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {}, id: 'a' } }] },
      ]);
    });

    it('of Gemini 3 have the documented one in its place, on the first of each content', async () => {
      assert.deepEqual(
        await contentsOf(
          [assistant(call('a', 'f'), call('b', 'g')), assistant(call('c', 'f'))],
          'gemini-3.1-pro-preview',
        ),
        [
          {
            role: 'model',
            parts: [
              { functionCall: { name: 'f', args: {}, id: 'a' }, thoughtSignature: SKIPPED },
              { functionCall: { name: 'g', args: {}, id: 'b' } },
            ],
          },
          { role: 'model', parts: [{ functionCall: { name: 'f', args: {}, id: 'c' }, thoughtSignature: SKIPPED }] },
        ],
      );
    });

    it('have no ids on Vertex', async () => {
      const conversation = [assistant(call('a', 'f')), result('a', 'x')];
      const options = { vertex: { project: 'p' }, accessToken: 'ya29' };
      assert.deepEqual(await bodyOf({ model: 'gemini-2.5-flash', messages: conversation }, options), {
        contents: [
          { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'f', response: { output: 'x' } } }] },
        ],
      });
    });

    const responses: readonly (readonly [string, Message, Json])[] = [
      ['an object', result('a', '{"a":[1]}'), { a: [1] }],
      ['text', result('a', 'sunny'), { output: 'sunny' }],
      ['a list', result('a', '[1]'), { output: '[1]' }],
      ['a number', result('a', '5'), { output: '5' }],
      ['nothing', result('a', ''), { output: '' }],
      ['an error', result('a', 'no such file', true), { error: 'no such file' }],
      ['an error that is an object', result('a', '{"code":2}', true), { error: '{"code":2}' }],
      [
        'parts of text',
        {
          role: 'tool',
          toolCallId: 'a',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        { output: 'a\nb' },
      ],
    ];
    for (const [what, message, expected] of responses) {
      it(`maps a result that is ${what}`, async () => {
        assert.deepEqual(await contentsOf([assistant(call('a', 'f')), message]), [
          { role: 'model', parts: [{ functionCall: { name: 'f', args: {}, id: 'a' } }] },
          { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: expected } }] },
        ]);
      });
    }

    it('stand in one content, in the order of the calls, and what is not a result in its own', async () => {
      const conversation: readonly Message[] = [
        assistant(call('a', 'f'), call('b', 'g')),
        result('b', '2'),
        { role: 'system', content: 'Be brief.' },
        result('a', '1'),
        { role: 'user', content: 'Hello' },
        assistant(call('a', 'h')),
        result('a', '3'),
      ];
      assert.deepEqual((await contentsOf(conversation)) as readonly unknown[], [
        {
          role: 'model',
          parts: [
            { functionCall: { name: 'f', args: {}, id: 'a' } },
            { functionCall: { name: 'g', args: {}, id: 'b' } },
          ],
        },
        { role: 'user', parts: [response('a', 'f', '1'), response('b', 'g', '2')] },
        hello,
        { role: 'model', parts: [{ functionCall: { name: 'h', args: {}, id: 'a' } }] },
        { role: 'user', parts: [response('a', 'h', '3')] },
      ]);
    });

    it('that share one id are told apart by their order', async () => {
      const conversation = [assistant(call('a', 'f'), call('a', 'g')), result('a', '1'), result('a', '2')];
      const [, results] = (await contentsOf(conversation)) as readonly { readonly parts: readonly Json[] }[];
      assert.deepEqual(
        results?.parts.map(({ functionResponse }) => (functionResponse as Json)['name']),
        ['f', 'g'],
      );
    });

    it('with a picture: within the result since Gemini 3, beside it before', async () => {
      const picture = { inlineData: { mimeType: 'image/png', data: 'AAAA' } };
      const address = { fileData: { mimeType: 'image/png', fileUri: 'https://pictures.example/a.png' } };
      const conversation: readonly Message[] = [
        assistant(call('a', 'f'), call('b', 'f')),
        {
          role: 'tool',
          toolCallId: 'a',
          content: [
            { type: 'text', text: 'here' },
            { type: 'image', url: 'data:image/png;base64,AAAA' },
            { type: 'image', url: 'https://pictures.example/a.png' },
          ],
        },
        result('b', 'none'),
      ];
      const resultsOf = async (model: string): Promise<unknown> =>
        ((await contentsOf(conversation, model)) as readonly Json[])[1]?.['parts'];
      const a = { id: 'a', name: 'f', response: { output: 'here' } };
      const b = { functionResponse: { id: 'b', name: 'f', response: { output: 'none' } } };
      assert.deepEqual(await resultsOf('gemini-3-flash-preview'), [
        { functionResponse: { ...a, parts: [picture] } },
        b,
        address,
      ]);
      assert.deepEqual(await resultsOf('gemini-2.5-flash'), [{ functionResponse: a }, b, picture, address]);
    });

    it('are refused where they cannot be mapped, whatever the caller ignores', async () => {
      for (const options of [{}, { ignoreUnsupported: true }]) {
        for (const json of ['[]', '{', 'null', '"a"']) {
          const conversation = [...messages, assistant(call('a', 'f', json))];
          assert.deepEqual(await pathsOf({ messages: conversation }, options), ['messages/1/toolCalls/0/arguments']);
        }
        const orphan = [...messages, assistant(call('a', 'f')), result('b', 'x')];
        assert.deepEqual(await pathsOf({ messages: orphan }, options), ['messages/2/toolCallId']);
        assert.deepEqual(await pathsOf({ messages: [result('a', 'x'), assistant(call('a', 'f'))] }, options), [
          'messages/0/toolCallId',
        ]);
      }
    });

    it('an answer of nothing is left out: a content without parts is refused', async () => {
      const conversation: readonly Message[] = [
        ...messages,
        { role: 'assistant', content: '' },
        { role: 'assistant', content: null, toolCalls: [] },
        { role: 'user', content: '' },
      ];
      assert.deepEqual(await contentsOf(conversation), [hello, { role: 'user', parts: [{ text: '' }] }]);
    });
  });
});
