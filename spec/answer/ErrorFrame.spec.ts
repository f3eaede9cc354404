import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { isErrorFrame, orErrorFrame } from '../../lib/answer/ErrorFrame.ts';

const errors = [{ error: 'x' }, { error: '' }, { error: 0 }, { error: false }, { error: {} }, { error: [], n: 'x' }];
const others = [{ error: null, n: 1 }, { error: undefined, n: 1 }, { n: 1 }];
const neither = [null, undefined, 5, 'error', [], {}, { n: 'x' }, { error: null, n: 'x' }];

describe('ErrorFrame', () => {
  const Frame = orErrorFrame(t.type({ n: t.number }, 'Frame'));

  it('is a value with an error member other than null', () => {
    for (const value of errors) assert.isTrue(isErrorFrame(value), JSON.stringify(value));
    for (const value of [...others, ...neither]) assert.isFalse(isErrorFrame(value), JSON.stringify(value));
  });

  it('stands in the place of a frame, whatever else it holds', () => {
    for (const value of [...errors, ...others]) {
      assert.isTrue(Frame.is(value), JSON.stringify(value));
      assert.deepEqual(Frame.decode(value), t.success(value));
    }
  });

  it('excuses no other frame', () => {
    for (const value of neither) {
      assert.isFalse(Frame.is(value), JSON.stringify(value));
      assert.isTrue(isLeft(Frame.decode(value)), JSON.stringify(value));
    }
    assert.equal(Frame.name, 'Frame');
  });

  it('leaves a codec that transforms to transform', () => {
    const Doubled = new t.Type<number>('Doubled', t.number.is, (n) => t.success(Number(n) * 2), t.identity);
    const Transformed = orErrorFrame(t.type({ n: Doubled }));
    assert.deepEqual(Transformed.decode({ n: 2 }), t.success({ n: 4 }));
    assert.deepEqual(Transformed.decode({ error: 1, n: 2 }), t.success({ error: 1, n: 2 } as never));
  });
});
