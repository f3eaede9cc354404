import { assert } from 'chai';
import { isRight } from 'fp-ts/lib/Either.js';
import { ChatRequest } from '../../../lib/index.ts';
import { fromUIMessages } from '../../../lib/server/index.ts';

function read(messages: unknown): unknown {
  const read_ = fromUIMessages(messages);
  assert.isTrue(isRight(ChatRequest.decode({ messages: read_ })), 'it does not decode');
  return read_;
}

const user = { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hello' }] };
const call = { type: 'tool-weather', toolCallId: 'a', input: { city: 'Bern' } };
const toolCalls = [{ id: 'a', name: 'weather', arguments: '{"city":"Bern"}' }];

describe('fromUIMessages', () => {
  it('reads text, and leaves what is the page’s own', () => {
    assert.deepEqual(
      read([
        { id: 's', role: 'system', parts: [{ type: 'text', text: 'Be brief.' }], metadata: { a: 1 } },
        {
          ...user,
          parts: [
            { type: 'text', text: 'Hel' },
            { type: 'data-mood', data: 1 },
            { type: 'text', text: 'lo' },
          ],
        },
        {
          id: 'a',
          role: 'assistant',
          parts: [
            { type: 'step-start' },
            { type: 'reasoning', text: 'Hm', state: 'done' },
            { type: 'text', text: 'Hi', state: 'done' },
            { type: 'source-url', sourceId: '1', url: 'https://example.org' },
          ],
        },
      ]),
      [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
      ],
    );
  });

  it('reads images and files', () => {
    const file = {
      type: 'file',
      url: 'data:application/pdf;base64,AA==',
      mediaType: 'application/pdf',
      filename: 'a.pdf',
    };
    const image = { type: 'file', url: 'data:image/png;base64,AA==', mediaType: 'image/png' };
    assert.deepEqual(read([{ ...user, parts: [...user.parts, image, file] }]), [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'image', url: image.url },
          { type: 'file', url: file.url, mediaType: 'application/pdf', name: 'a.pdf' },
        ],
      },
    ]);
  });

  it('makes a turn of each step, with the results of its calls', () => {
    assert.deepEqual(
      read([
        user,
        {
          id: 'a',
          role: 'assistant',
          parts: [
            { type: 'step-start' },
            { type: 'text', text: 'Let me see.' },
            { ...call, state: 'output-available', output: { degrees: 18 } },
            {
              type: 'dynamic-tool',
              toolName: 'now',
              toolCallId: 'b',
              state: 'output-error',
              input: {},
              errorText: 'broken',
            },
            { type: 'step-start' },
            { type: 'text', text: 'Warm.' },
          ],
        },
        user,
      ]),
      [
        { role: 'user', content: 'Hello' },
        {
          role: 'assistant',
          content: 'Let me see.',
          toolCalls: [...toolCalls, { id: 'b', name: 'now', arguments: '{}' }],
        },
        { role: 'tool', toolCallId: 'a', content: '{"degrees":18}' },
        { role: 'tool', toolCallId: 'b', content: 'broken', isError: true },
        { role: 'assistant', content: 'Warm.' },
        { role: 'user', content: 'Hello' },
      ],
    );
  });

  it('keeps a call without a result only where it is the last message', () => {
    const waiting = { id: 'a', role: 'assistant', parts: [{ ...call, state: 'input-available' }] };
    assert.deepEqual(read([user, waiting]), [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: '', toolCalls },
    ]);
    assert.deepEqual(read([user, waiting, user]), [
      { role: 'user', content: 'Hello' },
      { role: 'user', content: 'Hello' },
    ]);
    const half = { ...waiting, parts: [{ ...call, state: 'input-streaming', input: undefined }] };
    assert.deepEqual(read([user, half]), [{ role: 'user', content: 'Hello' }]);
  });

  it('gives arguments that are no JSON, and results that are text, as they are', () => {
    const odd = { type: 'tool-f', toolCallId: 'a', state: 'output-error', rawInput: '{"', errorText: 'no JSON' };
    const plain = { type: 'tool-f', toolCallId: 'b', state: 'output-available', input: {}, output: 'text' };
    const nothing = { type: 'tool-f', toolCallId: 'c', state: 'output-available', input: {} };
    assert.deepEqual(read([{ role: 'assistant', parts: [odd, plain, nothing] }]), [
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'a', name: 'f', arguments: '{"' },
          { id: 'b', name: 'f', arguments: '{}' },
          { id: 'c', name: 'f', arguments: '{}' },
        ],
      },
      { role: 'tool', toolCallId: 'a', content: 'no JSON', isError: true },
      { role: 'tool', toolCallId: 'b', content: 'text' },
      { role: 'tool', toolCallId: 'c', content: 'null' },
    ]);
  });

  for (const [messages, path] of [
    [undefined, 'messages'],
    ['text', 'messages'],
    [[{ role: 'king', parts: [] }], 'messages/0/role'],
    [[{ role: 'user', content: 'Hello' }], 'messages/0/parts'],
    [[{ role: 'user', parts: [{ type: 'text' }] }], 'messages/0/parts/0/text'],
    [[{ role: 'user', parts: [{ type: 'file', url: 5, mediaType: 'image/png' }] }], 'messages/0/parts/0/url'],
    [[{ role: 'assistant', parts: [{ type: 'tool-f', state: 'x' }] }], 'messages/0/parts/0/toolCallId'],
    [[{ role: 'user', parts: [5] }], 'messages/0/parts/0'],
  ] as const) {
    it(`refuses what is wrong at ${path}`, () => {
      assert.throws(() => fromUIMessages(messages), path);
    });
  }
});
