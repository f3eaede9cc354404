import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { decodeOrThrow } from '../../lib/codec/decodeOrThrow.ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';
import { ChatRequest, type InvalidRequestError, Message, Tool } from '../../lib/index.ts';

const hello = { role: 'user', content: 'Hello' } as const;
const messages = [hello];

const whole: ChatRequest = {
  model: 'm',
  messages,
  stream: false,
  temperature: 0,
  maxTokens: 1,
  topP: 0.5,
  seed: -1,
  choices: 2,
  stop: ['a'],
  reasoningEffort: 'low',
  parallelToolCalls: true,
  tools: [{ name: 'f', parameters: {} }],
  toolChoice: { name: 'f' },
  responseFormat: { name: 'n', schema: {}, strict: true },
  headers: { 'x-a': '1', 'x-b': undefined },
  body: { extra: 1 },
  proxy: 'socks5h://127.0.0.1',
  signal: new AbortController().signal,
  deadlines: { headersMs: 1, firstContentMs: false },
};

/** What is wrong with a request, as sentences. */
function wrongWith(request: unknown): readonly string[] {
  const decoded = ChatRequest.decode(request);
  assert.equal(ChatRequest.is(request), isRight(decoded), 'is and decode agree');
  return isLeft(decoded) ? issuesOf(decoded.left).map(({ message }) => message) : [];
}

describe('ChatRequest', () => {
  it('accepts a request, as it is', () => {
    for (const request of [{ messages }, { messages: [] }, whole, { ...whole, model: undefined, signal: undefined }]) {
      assert.deepEqual(wrongWith(request), []);
      const decoded = ChatRequest.decode(request);
      assert.isTrue(isRight(decoded) && decoded.right === request);
    }
  });

  const table: readonly (readonly [request: unknown, ...messages: readonly string[]])[] = [
    [undefined, 'the value must be a chat request'],
    ['Hello', 'the value must be a chat request'],
    [{}, 'messages is required: a list of messages'],
    [{ messages: 'Hello' }, 'messages must be a list of messages'],
    [{ messages: [{ role: 'user' }] }, 'messages/0/content is required: a string or a list of parts'],
    [
      { messages: [hello, { role: 'robot', content: 'x' }] },
      'messages/1/role must be "system", "developer", "user", "assistant" or "tool"',
    ],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages/0/toolCallId is required: a string'],
    [{ messages: [{ role: 'system', content: ['x'] }] }, 'messages/0/content must be a string'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages/0/content/0/text is required: a string'],
    [
      { messages: [{ role: 'user', content: [{ type: 'sound', url: 'x' }] }] },
      'messages/0/content/0/type must be "text", "image" or "file"',
    ],
    [
      { messages: [{ role: 'assistant', toolCalls: [{ name: 'f', arguments: {} }] }] },
      'messages/0/toolCalls/0/id is required: a string',
      'messages/0/toolCalls/0/arguments must be a string',
    ],
    [
      { messages: [{ role: 'assistant', blocks: [{ wire: 'w' }] }] },
      'messages/0/blocks/0/value is required: an object',
    ],
    [{ messages, model: 5 }, 'model must be a string'],
    [{ messages, temperature: Number.NaN }, 'temperature must be a finite number'],
    [{ messages, temperature: '0.5' }, 'temperature must be a finite number'],
    [{ messages, maxTokens: 0 }, 'maxTokens must be a positive integer'],
    [{ messages, seed: 0.5 }, 'seed must be an integer'],
    [{ messages, stream: 'yes' }, 'stream must be true or false'],
    [{ messages, stop: 'a' }, 'stop must be a list of strings'],
    [{ messages, stop: [5] }, 'stop/0 must be a string'],
    [{ messages, tools: [{ name: 'f' }] }, 'tools/0/parameters is required: an object'],
    [{ messages, toolChoice: 'any' }, 'toolChoice must be "auto", "none", "required" or { name: string }'],
    [{ messages, toolChoice: { type: 'f' } }, 'toolChoice/name is required: a string'],
    [{ messages, responseFormat: 'xml' }, 'responseFormat must be "text", "json" or { name, schema }'],
    [{ messages, responseFormat: { name: 'n' } }, 'responseFormat/schema is required: an object'],
    [{ messages, headers: { 'x-a': 5 } }, 'headers/x-a must be a string'],
    [{ messages, body: 'x' }, 'body must be an object'],
    [
      { messages, proxy: 'localhost' },
      'proxy must be a URL that begins with http://, https://, socks5:// or socks5h://',
    ],
    [{ messages, signal: {} }, 'signal must be an AbortSignal'],
    [{ messages, deadlines: { idleMs: 0 } }, 'deadlines/idleMs must be milliseconds above 0, or false'],
    [{ messages, deadlines: { idleMs: '5' } }, 'deadlines/idleMs must be milliseconds above 0, or false'],
    [{ messages, deadlines: { idle: 5 } }, 'deadlines/idle is not a known deadline: the nearest is "idleMs"'],
    [{ messages, max_tokens: 5 }, 'max_tokens is not a known field: the nearest is "maxTokens"'],
    [{ messages, temprature: 5 }, 'temprature is not a known field: the nearest is "temperature"'],
    [{ messages, n: 5 }, 'n is not a known field: the nearest is "choices"'],
    [{ messages, timeout: 5 }, 'timeout is not a known field: the nearest is "deadlines"'],
    [{ messages, abortSignal: 5 }, 'abortSignal is not a known field: the nearest is "signal"'],
    [
      { prompt: 'x' },
      'messages is required: a list of messages',
      'prompt is not a known field: the nearest is "messages"',
    ],
  ];
  for (const [request, ...sentences] of table) {
    it(`refuses ${JSON.stringify(request)}: ${sentences.join('; ')}`, () => {
      assert.deepEqual(wrongWith(request), sentences);
    });
  }

  it('is refused with an error whose message is those sentences, and never a value', () => {
    try {
      decodeOrThrow(ChatRequest, { messages: [{ role: 'user', content: { secret: 'sk-1234' } }], seed: 'sk-1234' });
      assert.fail('it was taken');
    } catch (error) {
      const { message, paths, issues } = error as InvalidRequestError;
      assert.equal(
        message,
        'invalid request: messages/0/content must be a string or a list of parts; seed must be an integer',
      );
      assert.deepEqual(paths, ['messages/0/content', 'seed']);
      assert.deepEqual(issues[1], { path: 'seed', expected: 'an integer', message: 'seed must be an integer' });
      assert.notInclude(JSON.stringify(error), 'sk-1234');
    }
  });

  it('takes a signal of another realm', () => {
    const signal = { aborted: false, addEventListener: () => undefined };
    assert.deepEqual(wrongWith({ messages, signal }), []);
  });
});

describe('Message', () => {
  const good: readonly Message[] = [
    { role: 'system', content: 'x' },
    { role: 'developer', content: 'x' },
    hello,
    {
      role: 'user',
      content: [
        { type: 'text', text: 'x' },
        { type: 'image', url: 'https://a.example/b.png' },
        { type: 'file', url: 'data:application/pdf;base64,JVBERi0=', name: 'a.pdf', mediaType: 'application/pdf' },
      ],
    },
    { role: 'assistant' },
    { role: 'assistant', content: null },
    { role: 'assistant', content: undefined, toolCalls: undefined, blocks: undefined },
    {
      role: 'assistant',
      content: 'x',
      toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }],
      blocks: [{ wire: 'w', value: { a: 1 } }],
    },
    { role: 'tool', toolCallId: 'a', content: 'x' },
    { role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: 'x' }], isError: true },
  ];
  for (const message of good) {
    it(`accepts ${JSON.stringify(message)}`, () => {
      assert.isTrue(Message.is(message));
      assert.isTrue(isRight(Message.decode(message)));
    });
  }

  it("leaves the caller's own members alone", () => {
    const message = { ...hello, id: 7, createdAt: 'now' };
    const decoded = Message.decode(message);
    assert.isTrue(isRight(decoded) && decoded.right === message);
  });

  it('refuses a content that is null, but for an assistant', () => {
    for (const role of ['system', 'user', 'tool']) assert.isFalse(Message.is({ role, content: null, toolCallId: 'a' }));
  });
});

describe('Tool', () => {
  it('accepts a function with a schema', () => {
    for (const tool of [
      { name: 'f', parameters: {} },
      { name: 'f', parameters: { type: 'object' }, description: 'x', strict: true },
      { name: 'f', parameters: {}, description: undefined, more: 1 },
    ]) {
      assert.isTrue(Tool.is(tool), JSON.stringify(tool));
    }
  });

  it('refuses what is none', () => {
    for (const tool of [
      {},
      { name: 'f' },
      { name: 'f', parameters: 'x' },
      { name: 5, parameters: {} },
      { name: 'f', parameters: {}, strict: 'x' },
    ]) {
      assert.isFalse(Tool.is(tool), JSON.stringify(tool));
    }
  });
});
