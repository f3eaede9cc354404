import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';
import { oneOf } from '../../lib/codec/oneOf.ts';
import { recordOf } from '../../lib/codec/recordOf.ts';
import { shape } from '../../lib/codec/shape.ts';

const Kettle = shape('a kettle', { litres: t.number }, { colour: t.string });

describe('shape', () => {
  it('accepts absent and undefined optional members, and keeps further ones', () => {
    for (const value of [{ litres: 1 }, { litres: 1, colour: undefined }, { litres: 1, colour: 'red', price: null }]) {
      assert.isTrue(Kettle.is(value));
      const decoded = Kettle.decode(value);
      assert.isTrue(isRight(decoded) && decoded.right === value);
    }
  });

  for (const [value, ...messages] of [
    [5, 'the value must be a kettle'],
    [[], 'the value must be a kettle'],
    [{}, 'litres is required: a number'],
    [{ litres: undefined }, 'litres is required: a number'],
    [{ litres: 'a', colour: null }, 'litres must be a number', 'colour must be a string'],
  ] as const) {
    it(`refuses ${JSON.stringify(value)}`, () => refuses(Kettle, value, messages));
  }
});

describe('recordOf', () => {
  const Prices = recordOf(t.number, 'an object of prices');

  it('accepts any names', () => {
    for (const value of [{}, { a: 1 }, { 7: 1, 'a/b': 2 }]) {
      assert.isTrue(Prices.is(value));
      assert.isTrue(isRight(Prices.decode(value)));
    }
  });

  it('names each member that does not fit', () => {
    refuses(Prices, { a: 1, b: 'x', 'c/d': null }, ['b must be a number', 'c/d must be a number']);
    refuses(Prices, [1], ['the value must be an object of prices']);
    refuses(Prices, null, ['the value must be an object of prices']);
  });
});

describe('oneOf', () => {
  it('accepts its words alone, and lists them', () => {
    const Word = oneOf('auto', 'none', 'required');
    assert.isTrue(Word.is('none'));
    for (const value of ['AUTO', '', 'constructor', 5, null, ['auto']]) {
      refuses(Word, value, ['the value must be "auto", "none" or "required"']);
    }
    assert.equal(oneOf('a', 'b').name, '"a" or "b"');
    assert.equal(oneOf('a').name, '"a"');
  });
});

function refuses(codec: t.Mixed, value: unknown, messages: readonly string[]): void {
  assert.isFalse(codec.is(value));
  const decoded = codec.decode(value);
  if (!isLeft(decoded)) throw new Error('it decodes');
  assert.deepEqual(
    issuesOf(decoded.left).map(({ message }) => message),
    messages,
  );
}
