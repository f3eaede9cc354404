import { assert } from 'chai';
import { toMessages } from '../../../../lib/cli/serve/page/toMessages.ts';
import { NO_ANSWER, type Turn } from '../../../../lib/cli/serve/page/Turn.ts';

const BLOCKS = [{ wire: 'anthropic', value: { type: 'thinking' } }];

const turn = (prompt: string, state: Turn['state'], answer: Partial<Turn['answer']>): Turn => ({
  id: 'x',
  prompt,
  model: undefined,
  state,
  answer: { ...NO_ANSWER, ...answer },
});

describe('toMessages', () => {
  it('tells the conversation, with what services want back of whole answers', () => {
    const turns = [
      turn('One', 'done', { text: 'Uno', blocks: BLOCKS }),
      turn('Two', 'stopped', { text: 'Du', blocks: BLOCKS }),
    ];
    assert.deepEqual(toMessages(turns, 'Three'), [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Uno', blocks: BLOCKS },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Du' },
      { role: 'user', content: 'Three' },
    ]);
  });

  it('leaves out what was never answered, and calls that nobody has run', () => {
    const toolCalls = [{ id: 'a', name: 'clock', arguments: '{}' }];
    const turns = [
      turn('One', 'failed', {}),
      turn('Two', 'done', { toolCalls, blocks: BLOCKS }),
      turn('Three', 'done', { text: 'Let me see.', toolCalls, blocks: BLOCKS }),
      turn('Four', 'done', { refusal: 'No.' }),
    ];
    assert.deepEqual(toMessages(turns, 'Five'), [
      { role: 'user', content: 'Three' },
      { role: 'assistant', content: 'Let me see.' },
      { role: 'user', content: 'Four' },
      { role: 'assistant', content: 'No.' },
      { role: 'user', content: 'Five' },
    ]);
  });
});
