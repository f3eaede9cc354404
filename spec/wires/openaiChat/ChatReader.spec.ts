import { assert } from 'chai';
import type { ProviderChunk } from '../../../lib/answer/ProviderChunk.ts';
import type { ChatFrame } from '../../../lib/wires/openaiChat/ChatFrame.ts';
import { ChatReader } from '../../../lib/wires/openaiChat/ChatReader.ts';
import { UNREADABLE } from '../../../lib/wires/reading/Unreadable.ts';

const read = (...frames: readonly ChatFrame[]): readonly ProviderChunk[] => {
  const reader = new ChatReader({ mayCallTools: false, givesBlocks: false });
  return frames.flatMap((frame) => reader.read(frame));
};
const empty = (choice = 0): ProviderChunk => ({ type: 'text', choice, text: '' });

const tools = (...executed: readonly object[]): ChatFrame => ({
  choices: [{ delta: { executed_tools: executed } }],
});

describe('ChatReader', () => {
  const table: readonly (readonly [what: string, frame: ChatFrame, chunks: readonly ProviderChunk[]])[] = [
    ['nothing', {}, []],
    ['id and model', { id: 'x', model: 'm' }, [{ type: 'start', id: 'x', model: 'm' }]],
    ['an empty id', { id: '', model: null }, []],
    ['a choice that says nothing, which exists', { choices: [{ index: 2, delta: {} }, {}] }, [empty(2), empty(1)]],
    [
      'everything of a delta, in its order',
      {
        choices: [
          {
            delta: {
              reasoning: 'r',
              content: 't',
              refusal: 'f',
              tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }],
              annotations: [{ url_citation: { url: 'u' } }],
            },
            finish_reason: 'stop',
          },
        ],
        usage: { total_tokens: 1 },
      },
      [
        { type: 'reasoning', choice: 0, text: 'r' },
        { type: 'text', choice: 0, text: 't' },
        { type: 'refusal', choice: 0, text: 'f' },
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '{}' },
        { type: 'source', choice: 0, url: 'u' },
        { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
        { type: 'usage', totalTokens: 1 },
      ],
    ],
    [
      'reasoning once, though several members say it',
      { choices: [{ delta: { reasoning_content: 'a', reasoning: 'a', reasoning_details: [{ text: 'a' }] } }] },
      [{ type: 'reasoning', choice: 0, text: 'a' }],
    ],
    [
      'the calls of a whole message, by their places',
      {
        choices: [
          {
            message: {
              tool_calls: [
                { id: 'a', index: 7 },
                { id: 'b', index: 7 },
              ],
            },
          },
        ],
      },
      [
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: undefined, arguments: '' },
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: undefined, arguments: '' },
      ],
    ],
    [
      'a delta before a message',
      { choices: [{ delta: { content: 'd' }, message: { content: 'm' } }] },
      [{ type: 'text', choice: 0, text: 'd' }],
    ],
    [
      '"" and "null" as no reason',
      { choices: [{ finish_reason: '' }, { finish_reason: 'null' }], finish_reason: 'null' },
      [empty(0), empty(1)],
    ],
    [
      'a reason at the top for each choice in the frame',
      { choices: [{ index: 0 }, { index: 2 }], finish_reason: 'length' },
      [
        empty(0),
        empty(2),
        { type: 'finish', choice: 0, reason: 'length', raw: 'length' },
        { type: 'finish', choice: 2, reason: 'length', raw: 'length' },
      ],
    ],
    [
      'a reason at the top for choice 0',
      { finish_reason: 'stop' },
      [{ type: 'finish', choice: 0, reason: 'stop', raw: 'stop' }],
    ],
    [
      'what a filter found beside choices, which is only told of',
      { choices: [{}], prompt_filter_results: [{ content_filter_results: { hate: { filtered: true } } }] },
      [empty()],
    ],
    [
      'what a filter let through',
      { choices: [], prompt_filter_results: [{ content_filter_results: { hate: { filtered: false } } }, null] },
      [],
    ],
    [
      'what could not be read, last',
      { choices: [{ delta: { content: 'a' } }], [UNREADABLE]: ['x'] },
      [
        { type: 'text', choice: 0, text: 'a' },
        { type: 'malformed', errors: ['x'] },
      ],
    ],
  ];
  for (const [what, frame, chunks] of table) {
    it(`reads ${what}`, () => assert.deepEqual(read(frame), chunks));
  }

  it("tells of Groq's own tools as activities, each once", () => {
    const chunks = read(
      tools({ index: 0, type: 'search', arguments: '{}' }),
      tools({ index: 0, type: 'search', arguments: '{}', output: 'found' }),
      tools({ index: 0, type: 'search', output: 'found' }, { index: 1, type: 'python', output: '' }, 5 as never),
    );
    assert.deepEqual(
      chunks.filter(({ type }) => type === 'activity'),
      [
        { type: 'activity', choice: 0, id: '0/0', name: 'search', state: 'started' },
        { type: 'activity', choice: 0, id: '0/0', name: 'search', state: 'done' },
        { type: 'activity', choice: 0, id: '0/1', name: 'python', state: 'started' },
        { type: 'activity', choice: 0, id: '0/1', name: 'python', state: 'done' },
      ],
    );
  });
});
