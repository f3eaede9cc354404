import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { listOf } from '../../lib/codec/listOf.ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';

const codec = t.type({ list: listOf(t.type({ n: t.number }), 'a list of numbers') });

describe('listOf', () => {
  it('returns a list of valid entries unchanged', () => {
    const list = [{ n: 1 }, { n: 2 }];
    const decoded = codec.decode({ list });
    assert.isTrue(isRight(decoded) && decoded.right.list === list);
    assert.isTrue(codec.is({ list }));
  });

  it('reports where the mistakes are', () => {
    const decoded = codec.decode({ list: [{ n: 1 }, { n: 'x' }, 5] });
    assert.isTrue(isLeft(decoded));
    const paths = isLeft(decoded) ? issuesOf(decoded.left).map(({ path }) => path) : [];
    assert.deepEqual(paths, ['list/1/n', 'list/2']);
  });

  it('reports the first of very many mistakes', () => {
    const decoded = codec.decode({ list: Array.from({ length: 1_000_000 }, () => 0) });
    assert.isTrue(isLeft(decoded) && decoded.left.length === 32);
  });

  it('reports a value that is not a list', () => {
    const decoded = codec.decode({ list: {} });
    const [issue] = isLeft(decoded) ? issuesOf(decoded.left) : [];
    assert.equal(issue?.message, 'list must be a list of numbers');
    assert.isFalse(codec.is({ list: {} }));
  });
});
