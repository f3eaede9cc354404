import { assert } from 'chai';
import { isPromiseLike } from '../../lib/rx/isPromiseLike.ts';

describe('isPromiseLike', () => {
  it('is true of whatever can be awaited', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- promises of other libraries
    for (const value of [Promise.resolve(1), { then: () => undefined } as never]) assert.isTrue(isPromiseLike(value));
  });

  it('is false of anything else', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- no promise
    for (const value of [undefined, null, 5, 'then', {}, { then: 5 }, () => undefined])
      assert.isFalse(isPromiseLike(value));
  });
});
