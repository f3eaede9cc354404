import { assert } from 'chai';
import { nearestName, plainName } from '../../lib/codec/nearestName.ts';

describe('nearestName', () => {
  it('finds the name that differs in the fewest letters', () => {
    assert.deepEqual(nearestName('temprature', ['topP', 'temperature', 'seed']), { name: 'temperature', steps: 1 });
    assert.deepEqual(nearestName('xyz', ['abc', 'xyzzy']), { name: 'xyzzy', steps: 2 });
  });

  it('takes the first of several, and none where none is known', () => {
    assert.deepEqual(nearestName('b', ['a', 'c']), { name: 'a', steps: 1 });
    assert.isUndefined(nearestName('a', []));
  });

  it('ignores case, dashes and underscores', () => {
    assert.deepEqual(nearestName('MAX_TOKENS', ['maxTokens']), { name: 'maxTokens', steps: 0 });
    assert.strictEqual(plainName('Max-Tokens_2'), 'maxtokens2');
  });
});
