import { assert } from 'chai';
import { isRight } from 'fp-ts/lib/Either.js';
import { ChatRequest } from '../../../lib/index.ts';
import { toChatRequest } from '../../../lib/server/gateway/toChatRequest.ts';

const messages = [{ role: 'user', content: 'Hello' }];

/** What is asked, and a request that every provider takes. */
function read(json: object): Partial<ChatRequest> {
  const { request } = toChatRequest({ messages, ...json });
  assert.isTrue(isRight(ChatRequest.decode(request)), 'it does not decode');
  const { messages: _, stream: __, ...rest } = request;
  return rest;
}

const messagesOf = (given: readonly unknown[]): unknown => toChatRequest({ messages: given }).request.messages;

describe('toChatRequest', () => {
  it('maps every field that has a place', () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const schema = { type: 'object' };
    assert.deepEqual(
      read({
        model: 'gpt',
        temperature: 0,
        max_tokens: 100,
        top_p: 0.5,
        seed: 7,
        n: 2,
        stop: ['a', 'b'],
        reasoning_effort: 'low',
        parallel_tool_calls: false,
        tools: [{ type: 'function', function: { name: 'weather', description: 'd', parameters, strict: true } }],
        tool_choice: 'required',
        response_format: { type: 'json_schema', json_schema: { name: 'extract', schema, strict: false } },
      }),
      {
        model: 'gpt',
        temperature: 0,
        maxTokens: 100,
        topP: 0.5,
        seed: 7,
        choices: 2,
        stop: ['a', 'b'],
        reasoningEffort: 'low',
        parallelToolCalls: false,
        tools: [{ name: 'weather', description: 'd', parameters, strict: true }],
        toolChoice: 'required',
        responseFormat: { name: 'extract', schema, strict: false },
      },
    );
  });

  it('leaves out what is null, at its default, or without meaning', () => {
    assert.deepEqual(
      read({
        model: '',
        temperature: null,
        n: 1,
        stop: null,
        tools: [],
        tool_choice: 'auto',
        parallel_tool_calls: true,
        response_format: { type: 'text' },
        stream_options: null,
        max_completion_tokens: null,
      }),
      {},
    );
  });

  it('ignores what it does not know', () => {
    assert.deepEqual(read({ user: 'u', logit_bias: {}, store: false, metadata: { a: 'b' }, frequency_penalty: 1 }), {});
  });

  for (const [what, json, expected] of [
    ['the newer name of a limit first', { max_tokens: 1, max_completion_tokens: 2 }, { maxTokens: 2 }],
    ['one text to stop at', { stop: 'END' }, { stop: ['END'] }],
    ['any JSON', { response_format: { type: 'json_object' } }, { responseFormat: 'json' }],
    [
      'a schema without its schema',
      { response_format: { type: 'json_schema', json_schema: {} } },
      { responseFormat: 'json' },
    ],
    [
      'a schema without a name',
      { response_format: { type: 'json_schema', json_schema: { schema: {} } } },
      { responseFormat: { name: 'answer', schema: {} } },
    ],
    [
      'a tool by its name, without parameters',
      { tools: [{ function: { name: 'now' } }], tool_choice: { type: 'function', function: { name: 'now' } } },
      { tools: [{ name: 'now', parameters: { type: 'object', properties: {} } }], toolChoice: { name: 'now' } },
    ],
  ] as const) {
    it(`takes ${what}`, () => {
      assert.deepEqual<unknown>(read(json), expected);
    });
  }

  it('streams where it is told to, and tells the usage where it is asked', () => {
    const { stream, includeUsage } = toChatRequest({ messages, stream: true, stream_options: { include_usage: true } });
    assert.deepEqual({ stream, includeUsage }, { stream: true, includeUsage: true });
    const quiet = toChatRequest({ messages, stream: null });
    assert.deepEqual(
      { stream: quiet.stream, includeUsage: quiet.includeUsage },
      { stream: false, includeUsage: false },
    );
  });

  it('maps messages of every role', () => {
    assert.deepEqual(
      messagesOf([
        { role: 'system', content: 'S', name: 'x' },
        {
          role: 'developer',
          content: [
            { type: 'text', text: 'D' },
            { type: 'text', text: '!' },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: 'https://example.org/it.png', detail: 'low' } },
            { type: 'image_url', image_url: 'data:image/png;base64,AA==' },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
          ],
        },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'now', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: 'noon' },
        { role: 'assistant', content: null, refusal: 'No' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'A' },
            { type: 'refusal', refusal: 'B' },
          ],
        },
        { role: 'assistant' },
      ]),
      [
        { role: 'system', content: 'S' },
        { role: 'developer', content: 'D!' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image', url: 'https://example.org/it.png' },
            { type: 'image', url: 'data:image/png;base64,AA==' },
            { type: 'file', url: 'data:application/pdf;base64,AA==', name: 'a.pdf' },
          ],
        },
        { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'now', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'a', content: 'noon' },
        { role: 'assistant', content: 'No' },
        { role: 'assistant', content: 'AB' },
        { role: 'assistant', content: '' },
      ],
    );
  });

  it('keeps the reasoning before calls, which a service of this kind wants back', () => {
    const call = { id: 'a', type: 'function', function: { name: 'now', arguments: '{}' } };
    const [message] = messagesOf([
      { role: 'assistant', content: null, reasoning_content: 'Hm', tool_calls: [call] },
    ]) as readonly unknown[];
    assert.deepEqual(message, {
      role: 'assistant',
      content: null,
      toolCalls: [{ id: 'a', name: 'now', arguments: '{}' }],
      blocks: [
        {
          wire: 'openai-chat',
          value: { role: 'assistant', content: null, reasoning_content: 'Hm', tool_calls: [call] },
        },
      ],
    });
    assert.deepEqual(messagesOf([{ role: 'assistant', content: 'A', reasoning_content: 'Hm' }]), [
      { role: 'assistant', content: 'A' },
    ]);
  });

  for (const [json, message] of [
    [{ messages: [{ role: 'function', name: 'f', content: '' }] }, 'messages/0/role must be'],
    [
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'x' } }] }] },
      'messages/0/content/0/file/file_data is required',
    ],
    [{ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, 'messages/0/content/0/type must be'],
    [{ messages, tools: [{ type: 'custom', custom: {} }] }, 'tools/0 must be a tool of type "function"'],
    [{ messages, tool_choice: 'any' }, 'tool_choice must be "auto", "none", "required" or'],
    [{ messages, response_format: { type: 'xml' } }, 'response_format/type must be'],
    [{ messages, stop: [5] }, 'stop/0 must be a string'],
    [{ messages, stream: 'yes' }, 'stream must be true or false'],
    [{ messages, audio: { voice: 'x' } }, 'audio is not supported'],
    [{ messages, function_call: 'auto' }, 'function_call is not supported: use tool_choice'],
    [null, 'the value must be a chat request'],
  ] as const) {
    it(`refuses, and says: ${message}`, () => {
      assert.throws(() => toChatRequest(json), message);
    });
  }
});
