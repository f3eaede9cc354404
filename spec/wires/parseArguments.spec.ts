import { assert } from 'chai';
import { parseArguments } from '../../lib/wires/parseArguments.ts';

describe('parseArguments', () => {
  it('gives the object', () => {
    assert.deepEqual(parseArguments('{"a":{"b":[1]}}'), { a: { b: [1] } });
    assert.equal(JSON.stringify(parseArguments(' {"__proto__":1} ')), '{"__proto__":1}');
  });

  it('gives the empty one for none', () => {
    for (const json of ['', ' ', '\n', '{}']) assert.deepEqual(parseArguments(json), {});
  });

  it('gives nothing for what is no object', () => {
    for (const json of ['[]', 'null', '5', '"{}"', 'true', '{', '{}{}', 'no']) assert.isUndefined(parseArguments(json));
  });
});
