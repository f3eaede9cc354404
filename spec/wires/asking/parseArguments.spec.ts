import { assert } from 'chai';
import { parseArguments } from '../../../lib/wires/asking/parseArguments.ts';

describe('parseArguments', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['{"city":"Zürich"}', { city: 'Zürich' }],
    [' {"a":{"b":[1,null]}}\n', { a: { b: [1, null] } }],
    ['{}', {}],
    ['', {}],
    [' \n', {}],
    ['[]', undefined],
    ['[{}]', undefined],
    ['null', undefined],
    ['5', undefined],
    ['"{}"', undefined],
    ['{"city":', undefined],
    ['{"a":1}{"b":2}', undefined],
    ['oops', undefined],
  ];
  for (const [json, expected] of rows) {
    it(`${JSON.stringify(json)} is ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(parseArguments(json), expected as never));
  }
});
