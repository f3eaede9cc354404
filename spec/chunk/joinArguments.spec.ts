import { assert } from 'chai';
import { joinArguments } from '../../lib/chunk/joinArguments.ts';

describe('joinArguments', () => {
  for (const [known, piece, expected] of [
    ['', '{"x"', '{"x"'],
    ['{"x"', ':1}', '{"x":1}'],
    ['{}', '{"x"', '{"x"'],
    ['{}', '', '{}'],
    ['{}', ' \n', '{} \n'],
    ['{"x":{}', '}', '{"x":{}}'],
  ] as const) {
    it(`${JSON.stringify(known)} and ${JSON.stringify(piece)}`, () =>
      assert.equal(joinArguments(known, piece), expected));
  }
});
