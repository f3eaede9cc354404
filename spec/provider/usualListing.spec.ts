import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import { usualListing } from '../../lib/provider/usualListing.ts';

describe('usualListing', () => {
  const { endpoint, codec, names, next } = usualListing('https://a.example/models');
  const namesOf = (json: unknown): readonly string[] | undefined => {
    const page = codec.decode(json);
    return isLeft(page) ? undefined : names(page.right);
  };

  it('asks once', () => {
    assert.equal(endpoint, 'https://a.example/models');
    assert.isUndefined(next);
  });

  const table: readonly (readonly [page: unknown, names: readonly string[] | undefined])[] = [
    [{ object: 'list', data: [{ id: 'b' }, { id: 'a' }] }, ['b', 'a']],
    [
      [{ id: 'b' }, { id: 'a' }],
      ['b', 'a'],
    ],
    [
      ['b', 'a'],
      ['b', 'a'],
    ],
    [{ models: [{ name: 'b' }, { id: 'a', name: 'A' }] }, ['b', 'a']],
    [{ data: [{}, null, 5, '', { id: '' }, { id: 7 }, { id: 'a' }] }, ['a']],
    [{ data: [] }, []],
    [{ object: 'list', data: null }, []],
    [{ data: [], models: [{ model: 'a' }] }, ['a']],
    [[], []],
    [{ data: {} }, undefined],
    [{}, undefined],
    ['a', undefined],
    [null, undefined],
  ];
  for (const [page, expected] of table) {
    it(`reads ${JSON.stringify(page)}`, () => assert.deepEqual(namesOf(page), expected));
  }
});
