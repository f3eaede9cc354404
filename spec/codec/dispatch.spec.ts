import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeOrThrow } from '../../lib/codec/decodeOrThrow.ts';
import { dispatch, dispatchOn } from '../../lib/codec/dispatch.ts';
import { shape } from '../../lib/codec/shape.ts';
import { InvalidRequestError } from '../../lib/index.ts';

interface Circle {
  readonly kind: 'circle';
  readonly radius: number;
}
interface Square {
  readonly kind: 'square';
  readonly side: number;
}
const Shape = dispatchOn<Circle | Square>('kind', {
  circle: t.type({ kind: t.literal('circle'), radius: t.number }),
  square: t.type({ kind: t.literal('square'), side: t.number }),
});

describe('dispatch', () => {
  const TextOrNumber = dispatch<string | number>('text or number', (value) =>
    typeof value === 'string' ? t.string : typeof value === 'number' ? t.Int : undefined,
  );

  it('is and decode agree, by the codec that the value is meant for', () => {
    for (const [value, accepted] of [
      ['a', true],
      [5, true],
      [5.5, false],
      [null, false],
      [undefined, false],
      [[], false],
    ] as const) {
      assert.equal(TextOrNumber.is(value), accepted, String(value));
      assert.equal(isRight(TextOrNumber.decode(value)), accepted, String(value));
    }
  });

  it('transforms as the codec does', () => {
    const Trimmed = new t.Type<string>('Trimmed', t.string.is, (value) => t.success(String(value).trim()), t.identity);
    assert.deepEqual(dispatch('trimmed', () => Trimmed).decode(' a '), t.success('a'));
  });
});

describe('dispatchOn', () => {
  it('accepts what its tag promises', () => {
    for (const value of [
      { kind: 'circle', radius: 1 },
      { kind: 'square', side: 1, more: true },
    ]) {
      assert.isTrue(Shape.is(value));
      assert.deepEqual(Shape.decode(value), t.success<unknown>(value) as never);
    }
  });

  it('accepts nothing else', () => {
    for (const value of [
      { kind: 'circle', side: 1 },
      { kind: 'circle', radius: '1' },
      { kind: 'line' },
      { kind: ['circle'], radius: 1 },
      { kind: 'constructor' },
      { kind: '__proto__' },
      {},
      null,
      'circle',
      ['circle'],
    ]) {
      assert.isFalse(Shape.is(value), JSON.stringify(value));
      assert.isTrue(isLeft(Shape.decode(value)), JSON.stringify(value));
    }
  });
});

describe('dispatch to a shape', () => {
  it('names the places of both kinds of members', () => {
    const Part = dispatchOn<unknown>('kind', { file: shape('a file', { url: t.string }, { name: t.string }) });
    assert.throws(
      () => decodeOrThrow(t.type({ parts: t.array(Part) }), { parts: [{ kind: 'file', url: 1, name: 2 }] }),
      'invalid request: parts/0/url must be a string; parts/0/name must be a string',
    );
  });
});

describe('decodeOrThrow', () => {
  it('does nothing if a value decodes', () => {
    decodeOrThrow(Shape, { kind: 'circle', radius: 1 });
  });

  it('throws an InvalidRequestError with the places, below a root', () => {
    assert.throws(
      () => decodeOrThrow(Shape, { kind: 'circle' }),
      InvalidRequestError,
      'invalid request: radius is required: a number',
    );
    try {
      decodeOrThrow(t.type({ shape: Shape, n: t.number }), { shape: { kind: 'x' }, n: 'secret' }, 'options');
      assert.fail('it did not throw');
    } catch (error) {
      assert.deepInclude(error as object, { name: 'InvalidRequestError', paths: ['options/shape/kind', 'options/n'] });
      assert.notInclude((error as Error).message, 'secret');
    }
  });
});
