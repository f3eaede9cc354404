import { assert } from 'chai';
import { isDone } from '../../lib/answer/isDone.ts';

describe('isDone', () => {
  it('takes white space around the marker for nothing, and nothing else for the marker', () => {
    for (const data of ['[DONE]', ' [DONE]', '[DONE]  ', '\t[DONE]\n']) assert.isTrue(isDone(data), data);
    for (const data of ['', 'DONE', '[done]', '"[DONE]"', '[DONE].', '[DONE] [DONE]', `[DONE]${' '.repeat(20)}x`]) {
      assert.isFalse(isDone(data), data);
    }
  });
});
