import { assert } from 'chai';
import { parseArguments } from '../../lib/wires/parseArguments.ts';

describe('parseArguments', () => {
  it('gives the object that the text says', () => {
    assert.deepEqual(parseArguments('{"a":[1,{"b":null}]}'), { a: [1, { b: null }] });
    assert.deepEqual(parseArguments(' {} '), {});
  });

  it('takes no text for no arguments', () => {
    assert.deepEqual(parseArguments(''), {});
    assert.deepEqual(parseArguments(' \n'), {});
  });

  for (const json of ['[]', 'null', '5', '"a"', 'true', '{', '{"a":', 'a']) {
    it(`takes ${json} for none`, () => assert.isUndefined(parseArguments(json)));
  }
});
