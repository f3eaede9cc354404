import { assert } from 'chai';
import { bareData } from '../../lib/answer/bareData.ts';

describe('bareData', () => {
  for (const line of ['{"a":1}', ' {"a":1} ', '[DONE]', '{}']) {
    it(`reads ${line}`, () => assert.equal(bareData(line), line));
  }

  for (const line of ['', 'oops', 'foo: {"a":1}', '{"a":', '{ not json }', '[1]', '"a"', '5', '{']) {
    it(`reads nothing in ${line || 'an empty line'}`, () => assert.isUndefined(bareData(line)));
  }
});
