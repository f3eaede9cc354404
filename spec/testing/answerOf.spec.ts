import { assert } from 'chai';
import { of } from 'rxjs';
import { collect, toMessage } from '../../lib/index.ts';
import { answerOf } from '../../lib/testing/index.ts';
import { thrownBy } from '../sources/fakeSource.ts';
import { drain } from '../support/drain.ts';

describe('answerOf', () => {
  it('gives the chunks of a text', () => {
    assert.deepEqual(answerOf('Hello'), [
      { type: 'start' },
      { type: 'text', choice: 0, text: 'Hello' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
  });

  it('gives the chunks of an answer, in the order of a provider', () => {
    const answer = answerOf({
      id: 'r',
      model: 'm',
      reasoning: 'Hm.',
      text: ['Hel', '', 'lo'],
      refusal: 'No.',
      sources: [{ url: 'https://a.example' }],
      toolCalls: [{ id: 'a', name: 'x', arguments: { n: 1 } }, { name: 'y', arguments: '{oops' }, { name: 'z' }],
      blocks: [{ wire: 'gemini', value: { n: 1 } }],
      usage: { totalTokens: 3 },
    });
    assert.deepEqual(answer, [
      { type: 'start', id: 'r', model: 'm' },
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'text', choice: 0, text: 'Hel' },
      { type: 'text', choice: 0, text: 'lo' },
      { type: 'refusal', choice: 0, text: 'No.' },
      { type: 'source', choice: 0, url: 'https://a.example' },
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'x', arguments: '{"n":1}' },
      { type: 'tool-call', choice: 0, index: 1, name: 'y', arguments: '{oops' },
      { type: 'tool-call', choice: 0, index: 2, name: 'z', arguments: '{}' },
      { type: 'block', choice: 0, wire: 'gemini', value: { n: 1 } },
      { type: 'usage', totalTokens: 3 },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ]);
  });

  it('ends as it is told, and has nothing that it is not told', () => {
    assert.deepEqual(answerOf({ finishReason: 'length' }), [
      { type: 'start' },
      { type: 'finish', choice: 0, reason: 'length' },
    ]);
    assert.deepEqual(answerOf(''), answerOf({}));
  });

  it('is an answer to those who put one together', () => {
    const [answer] = drain(of(...answerOf({ text: 'Hi', toolCalls: [{ id: 'a', name: 'x' }] })).pipe(collect()));
    assert.deepEqual(answer && toMessage(answer), {
      role: 'assistant',
      content: 'Hi',
      toolCalls: [{ id: 'a', name: 'x', arguments: '{}' }],
    });
  });

  it('gives fresh chunks each time', () => {
    assert.notStrictEqual(answerOf('Hi')[0], answerOf('Hi')[0]);
  });

  for (const [answer, paths] of [
    [{ content: 'Hi' }, ['answer/content']],
    [{ toolCalls: [{}] }, ['answer/toolCalls/0/name']],
    [5, ['answer']],
  ] as const) {
    it(`refuses ${JSON.stringify(answer)}`, () => {
      assert.deepInclude(
        thrownBy(() => answerOf(answer as never)),
        { name: 'InvalidRequestError', paths },
      );
    });
  }
});
