import { assert } from 'chai';
import { toIndex } from '../../../lib/wires/reading/toIndex.ts';

describe('toIndex', () => {
  const rows: readonly (readonly [unknown, number | undefined])[] = [
    [0, 0],
    [9_999, 9_999],
    ['0', 0],
    ['9999', 9_999],
    [10_000, undefined],
    ['10000', undefined],
    [-1, undefined],
    ['-1', undefined],
    [1.5, undefined],
    ['1.5', undefined],
    ['x1', undefined],
    ['1x', undefined],
    ['', undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [true, undefined],
    [[1], undefined],
  ];
  for (const [value, index] of rows) {
    it(`${JSON.stringify(value)}: ${index}`, () => {
      assert.equal(toIndex(value), index);
    });
  }
});
