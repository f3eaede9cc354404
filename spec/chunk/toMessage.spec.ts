import { assert } from 'chai';
import { type Answer, Message, toMessage } from '../../lib/index.ts';

const answer: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
const call = { id: 'a', name: 'f', arguments: '{}' };
const block = { wire: 'anthropic', value: { type: 'thinking' } };

describe('toMessage', () => {
  const table: readonly (readonly [what: string, answer: Partial<Answer>, message: object])[] = [
    ['a text', { text: 'Hi' }, { role: 'assistant', content: 'Hi' }],
    ['nothing', {}, { role: 'assistant', content: '' }],
    ['a refusal', { refusal: 'I will not' }, { role: 'assistant', content: 'I will not' }],
    ['a text beside a refusal', { text: 'Hi', refusal: 'no' }, { role: 'assistant', content: 'Hi' }],
    ['calls', { toolCalls: [call] }, { role: 'assistant', content: null, toolCalls: [call] }],
    ['calls beside a text', { text: 'Hm', toolCalls: [call] }, { role: 'assistant', content: 'Hm', toolCalls: [call] }],
    ['blocks', { text: 'Hi', blocks: [block] }, { role: 'assistant', content: 'Hi', blocks: [block] }],
    [
      'what is only for the reader',
      {
        text: 'Hi',
        reasoning: 'hm',
        sources: [{ url: 'u' }],
        usage: { totalTokens: 1 },
        id: 'x',
        finishReason: 'stop',
      },
      { role: 'assistant', content: 'Hi' },
    ],
  ];
  for (const [what, some, message] of table) {
    it(`makes a message of ${what}`, () => {
      const made = toMessage({ ...answer, ...some });
      assert.deepEqual<object>(made, message);
      assert.isTrue(Message.is(made));
    });
  }
});
