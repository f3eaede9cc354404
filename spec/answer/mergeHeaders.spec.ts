import { assert } from 'chai';
import { mergeHeaders } from '../../lib/answer/mergeHeaders.ts';

describe('mergeHeaders', () => {
  it('lets a later one win, whatever the case of its name', () => {
    const merged = mergeHeaders({ Accept: 'a', 'x-one': '1' }, undefined, { ACCEPT: 'b' }, { 'X-Two': '2' });
    assert.deepEqual(merged, { accept: 'b', 'x-one': '1', 'x-two': '2' });
  });

  it('keeps undefined, which stands for "not this one", until a later one brings it back', () => {
    assert.deepEqual(mergeHeaders({ a: '1', b: '2' }, { A: undefined, B: undefined }, { b: '3' }), {
      a: undefined,
      b: '3',
    });
  });

  it('takes no name for a member of every object', () => {
    const merged = mergeHeaders(JSON.parse('{"__proto__":"1","constructor":"2"}') as Record<string, string>);
    assert.deepEqual(Object.keys(merged), ['__proto__', 'constructor']);
  });
});
