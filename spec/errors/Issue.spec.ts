import { assert } from 'chai';
import { mustBe } from '../../lib/errors/Issue.ts';

describe('mustBe', () => {
  it('makes an issue of a path and what belongs there', () => {
    assert.deepEqual(mustBe('options/baseUrl', 'a URL'), {
      path: 'options/baseUrl',
      expected: 'a URL',
      message: 'options/baseUrl must be a URL',
    });
    assert.equal(mustBe('', 'a URL').message, 'the value must be a URL');
  });
});
