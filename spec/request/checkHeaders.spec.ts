import { assert } from 'chai';
import { checkHeaders, isHeaderValue } from '../../lib/request/checkHeaders.ts';

describe('checkHeaders', () => {
  it('has nothing to say of what HTTP can carry', () => {
    assert.isEmpty(checkHeaders({ 'x-a': '', 'X_B.1~!#$': 'Latin-1: é ÿ\ttab', none: undefined }, 'headers'));
  });

  for (const name of ['', ' ', 'a b', 'a:b', 'é', 'a\nb', '(a)']) {
    it(`does not take ${JSON.stringify(name)} for a name, nor shows it`, () => {
      assert.deepEqual(checkHeaders({ [name]: 'value' }, 'headers'), [
        {
          path: 'headers',
          expected: 'an object of header names that HTTP can carry',
          message: 'headers must be an object of header names that HTTP can carry',
        },
      ]);
    });
  }

  for (const value of ['a\nb', 'a\rb', '\u0000', '\u007f', '日本', '🎉', 5, null]) {
    it(`does not take ${JSON.stringify(value)} for a value, nor shows it`, () => {
      assert.isFalse(isHeaderValue(value));
      const [issue, ...others] = checkHeaders({ 'x-a': value as string }, 'options/headers');
      assert.deepEqual(issue, {
        path: 'options/headers/x-a',
        expected: 'Latin-1 text without line breaks and control characters',
        message: 'options/headers/x-a must be Latin-1 text without line breaks and control characters',
      });
      assert.isEmpty(others);
    });
  }
});
