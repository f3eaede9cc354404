import { assert } from 'chai';
import { toDelay } from '../../lib/rx/toDelay.ts';

describe('toDelay', () => {
  for (const [milliseconds, delay] of [
    [0, 0],
    [5.5, 5.5],
    [-1, 0],
    [2_147_483_647, 2_147_483_647],
    [2_147_483_648, 2_147_483_647],
    [Infinity, 2_147_483_647],
  ] as const) {
    it(`makes ${delay} of ${milliseconds}`, () => assert.equal(toDelay(milliseconds), delay));
  }
});
