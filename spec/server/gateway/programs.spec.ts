import { assert } from 'chai';
import { of } from 'rxjs';
import type { ChatRequest, Chunk } from '../../../lib/index.ts';
import { openAIGateway } from '../../../lib/server/index.ts';
import { sourceOf } from '../../../lib/testing/index.ts';

/** A request of a program, as its source makes it, and what is asked of the model. */
interface Sent {
  readonly program: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly asks: ChatRequest;
}

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const PARAMETERS = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

const PROGRAMS: readonly Sent[] = [
  {
    program: 'Open WebUI, a chat with an image and settings',
    body: {
      stream: true,
      model: 'default',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: PIXEL } },
          ],
        },
      ],
      temperature: 0.8,
      top_p: 0.9,
      top_k: 40,
      min_p: 0.05,
      repeat_penalty: 1.1,
      frequency_penalty: 0.1,
      presence_penalty: 0.1,
      logit_bias: { 50_256: -100 },
      seed: 7,
      stop: ['END'],
      max_tokens: 500,
      stream_options: { include_usage: true },
      user: { name: 'Ada', id: '1', email: 'ada@example.org', role: 'admin' },
    },
    asks: {
      model: 'default',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', url: PIXEL },
          ],
        },
      ],
      stream: true,
      temperature: 0.8,
      maxTokens: 500,
      topP: 0.9,
      seed: 7,
      stop: ['END'],
    },
  },
  {
    program: 'Open WebUI, the title of a chat',
    body: {
      model: 'default',
      messages: [{ role: 'user', content: '### Task:\nGenerate a concise title.' }],
      stream: false,
      max_completion_tokens: 1000,
    },
    asks: {
      model: 'default',
      messages: [{ role: 'user', content: '### Task:\nGenerate a concise title.' }],
      stream: false,
      maxTokens: 1000,
    },
  },
  {
    program: 'Open WebUI, after a tool of its own',
    body: {
      stream: true,
      model: 'default',
      messages: [
        { role: 'user', content: 'Is it raining?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bonn"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'yes' },
      ],
      tools: [{ type: 'function', function: { name: 'weather', description: 'The weather.', parameters: PARAMETERS } }],
    },
    asks: {
      model: 'default',
      messages: [
        { role: 'user', content: 'Is it raining?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Bonn"}' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: 'yes' },
      ],
      stream: true,
      tools: [{ name: 'weather', parameters: PARAMETERS, description: 'The weather.' }],
    },
  },
  {
    program: 'Continue, a chat with an image and tools',
    body: {
      messages: [
        { role: 'system', content: 'You are a coding assistant.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Read it.' },
            { type: 'image_url', image_url: { url: PIXEL, detail: 'auto' } },
          ],
        },
        { role: 'assistant', content: ' ' },
        { role: 'user', content: 'Go on.' },
      ],
      model: 'default',
      max_tokens: 4096,
      temperature: 0,
      stream: true,
      tools: [
        {
          type: 'function',
          function: { name: 'read_file', description: 'Reads.', parameters: PARAMETERS, strict: false },
        },
      ],
      tool_choice: 'auto',
      parallel_tool_calls: false,
      stream_options: { include_usage: true },
    },
    asks: {
      model: 'default',
      messages: [
        { role: 'system', content: 'You are a coding assistant.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Read it.' },
            { type: 'image', url: PIXEL },
          ],
        },
        { role: 'assistant', content: ' ' },
        { role: 'user', content: 'Go on.' },
      ],
      stream: true,
      temperature: 0,
      maxTokens: 4096,
      tools: [{ name: 'read_file', parameters: PARAMETERS, description: 'Reads.', strict: false }],
      toolChoice: 'auto',
      parallelToolCalls: false,
    },
  },
  {
    program: 'Continue, an edit with a prediction',
    body: {
      messages: [{ role: 'user', content: 'Rename it.' }],
      model: 'default',
      max_tokens: 2048,
      stream: true,
      stop: [],
      prediction: { type: 'content', content: 'const a = 1;' },
    },
    asks: {
      model: 'default',
      messages: [{ role: 'user', content: 'Rename it.' }],
      stream: true,
      maxTokens: 2048,
    },
  },
  {
    program: 'LangChain, a structured answer',
    body: {
      model: 'default',
      temperature: null,
      n: 1,
      stream: false,
      messages: [{ role: 'user', content: 'Where?' }],
      response_format: { type: 'json_schema', json_schema: { name: 'extract', schema: PARAMETERS, strict: true } },
    },
    asks: {
      model: 'default',
      messages: [{ role: 'user', content: 'Where?' }],
      stream: false,
      responseFormat: { name: 'extract', schema: PARAMETERS, strict: true },
    },
  },
  {
    program: 'the AI SDK, a second step',
    body: {
      model: 'default',
      messages: [
        { role: 'user', content: 'Is it raining?' },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'I look.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"rain":true}' },
      ],
      tools: [{ type: 'function', function: { name: 'weather', parameters: PARAMETERS } }],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      reasoning_effort: 'low',
      stream: true,
      stream_options: { include_usage: true },
    },
    asks: {
      model: 'default',
      messages: [
        { role: 'user', content: 'Is it raining?' },
        {
          role: 'assistant',
          content: null,
          toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{}' }],
          blocks: [
            {
              wire: 'openai-chat',
              value: {
                role: 'assistant',
                content: null,
                reasoning_content: 'I look.',
                tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
              },
            },
          ],
        },
        { role: 'tool', toolCallId: 'call_1', content: '{"rain":true}' },
      ],
      stream: true,
      reasoningEffort: 'low',
      tools: [{ name: 'weather', parameters: PARAMETERS }],
      toolChoice: { name: 'weather' },
    },
  },
];

const HEADERS = {
  'content-type': 'application/json',
  authorization: 'Bearer 0p3n-w3bu1',
  'x-openwebui-user-name': 'Ada',
  'http-referer': 'https://openwebui.com/',
  'user-agent': 'Python/3.12 aiohttp/3.12',
};

describe('programs of others ask the gateway', () => {
  for (const { program, body, asks } of PROGRAMS) {
    it(program, async () => {
      const asked: ChatRequest[] = [];
      const answer: readonly Chunk[] = [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Yes.' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ];
      const gateway = openAIGateway(
        sourceOf((request) => {
          asked.push(request);
          return of(...answer);
        }),
      );
      const response = await gateway(
        new Request('http://a.test/v1/chat/completions', {
          method: 'POST',
          headers: HEADERS,
          body: JSON.stringify(body),
        }),
      );
      assert.equal(response.status, 200);
      assert.include(await response.text(), '"content":"Yes."');
      assert.deepEqual(asked, [asks]);
    });
  }

  it('list its models first, with a key', async () => {
    const gateway = openAIGateway(sourceOf(of()), { models: ['default'] });
    const response = await gateway(new Request('http://a.test/v1/models', { headers: HEADERS }));
    const { object, data } = (await response.json()) as { object: string; data: { id: string; object: string }[] };
    assert.equal(object, 'list');
    assert.deepEqual(
      data.map((model) => [model.id, model.object]),
      [['default', 'model']],
    );
  });
});
