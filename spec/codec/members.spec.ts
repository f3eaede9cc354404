import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';
import { members } from '../../lib/codec/members.ts';

interface Kettle {
  readonly litres: number;
  readonly colour?: string | undefined;
  readonly maxTokens?: number | undefined;
}
const Kettle = members<Kettle>(
  'a kettle',
  { litres: t.number, colour: t.string, maxTokens: t.number },
  { required: ['litres'], noun: 'property', otherNames: { volume: 'litres', paint: 'colour' } },
);

describe('members', () => {
  it('accepts an object with these members, and optional ones absent or undefined', () => {
    for (const value of [
      { litres: 1 },
      { litres: 1, colour: 'red', maxTokens: 5 },
      { litres: 1, colour: undefined },
      { litres: 1, unheardOf: undefined },
    ]) {
      assert.isTrue(Kettle.is(value), JSON.stringify(value));
      const decoded = Kettle.decode(value);
      assert.isTrue(isRight(decoded) && decoded.right === value);
    }
  });

  const table: readonly (readonly [value: unknown, ...messages: readonly string[]])[] = [
    [5, 'the value must be a kettle'],
    [null, 'the value must be a kettle'],
    [[], 'the value must be a kettle'],
    [{}, 'litres is required: a number'],
    [{ litres: undefined }, 'litres is required: a number'],
    [{ litres: '1' }, 'litres must be a number'],
    [{ litres: 1, colour: 5 }, 'colour must be a string'],
    [{ litres: 1, color: 'red' }, 'color is not a known property: the nearest is "colour"'],
    [{ litres: 1, COLOUR: 'red' }, 'COLOUR is not a known property: the nearest is "colour"'],
    [{ litres: 1, max_tokens: 5 }, 'max_tokens is not a known property: the nearest is "maxTokens"'],
    [{ litres: 1, 'max-tokens': 5 }, 'max-tokens is not a known property: the nearest is "maxTokens"'],
    [{ litres: 1, Paint: 'red' }, 'Paint is not a known property: the nearest is "colour"'],
    [{ volume: 1 }, 'litres is required: a number', 'volume is not a known property: the nearest is "litres"'],
    [{ litres: 1, constructor: 5 }, 'constructor is not a known property: the nearest is "colour"'],
    [
      { litres: 1, a: 1, b: null },
      'a is not a known property: the nearest is "litres"',
      'b is not a known property: the nearest is "litres"',
    ],
  ];
  for (const [value, ...messages] of table) {
    it(`refuses ${JSON.stringify(value)}: ${messages.join('; ')}`, () => {
      assert.isFalse(Kettle.is(value));
      const decoded = Kettle.decode(value);
      if (!isLeft(decoded)) throw new Error('it decodes');
      assert.deepEqual(
        issuesOf(decoded.left).map(({ message }) => message),
        messages,
      );
    });
  }

  it('calls a member a field unless it has another noun, and suggests nothing if there are no members', () => {
    const decoded = members<object>('nothing', {}).decode({ a: 1 });
    if (!isLeft(decoded)) throw new Error('it decodes');
    assert.deepEqual(issuesOf(decoded.left, 'request'), [
      { path: 'request/a', expected: 'nothing', message: 'request/a is not a known field' },
    ]);
  });

  it('never says a value', () => {
    const decoded = Kettle.decode({ litres: 'secret', secretly: 'secret' });
    if (!isLeft(decoded)) throw new Error('it decodes');
    assert.notMatch(JSON.stringify(issuesOf(decoded.left)), /secret\b/);
  });
});
