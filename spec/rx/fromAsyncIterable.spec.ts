import { assert } from 'chai';
import { firstValueFrom, take, toArray } from 'rxjs';
import { fromAsyncIterable } from '../../lib/rx/fromAsyncIterable.ts';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { errorOf } from '../support/outcome.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const valuesOf = (iterable: AsyncIterable<unknown>): Promise<unknown[]> =>
  firstValueFrom(fromAsyncIterable(iterable).pipe(toArray()));

async function* count(): AsyncGenerator<number, number> {
  yield 1;
  yield 2;
  return 3;
}

async function* nothing(): AsyncGenerator<undefined> {
  yield undefined;
}

async function* slow(): AsyncGenerator<number> {
  for (let n = 0; n < 20; n++) {
    await tick();
    yield n;
  }
}

describe('fromAsyncIterable', () => {
  it('gives what is yielded, and what is returned', async () => {
    assert.deepEqual(await valuesOf(count()), [1, 2, 3]);
  });

  it('takes a return of nothing for no value, and a yield of nothing for one', async () => {
    assert.deepEqual(await valuesOf(nothing()), [undefined]);
  });

  it('fails as the iterator does: by a rejection, by a throw, and where there is none', async () => {
    const rejecting = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('lost')) }),
    };
    const throwing = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          throw new Error('thrown');
        },
      }),
    };
    const refusing = {
      [Symbol.asyncIterator]: () => {
        throw new Error('refused');
      },
    };
    assert.equal((await errorOf(fromAsyncIterable(rejecting))).message, 'lost');
    assert.equal((await errorOf(fromAsyncIterable(throwing))).message, 'thrown');
    assert.equal((await errorOf(fromAsyncIterable(refusing))).message, 'refused');
  });

  it('returns the iterator once when it is left, and not when it has ended', async () => {
    let returned = 0;
    const counting = (last: number): AsyncIterable<number> => {
      let n = 0;
      return {
        [Symbol.asyncIterator]: () => ({
          next: async () => (n < last ? { done: false, value: n++ } : { done: true, value: undefined }),
          return: async () => {
            returned++;
            return { done: true, value: undefined };
          },
        }),
      };
    };
    assert.deepEqual(await firstValueFrom(fromAsyncIterable(counting(9)).pipe(take(2), toArray())), [0, 1]);
    assert.equal(returned, 1);
    assert.deepEqual(await valuesOf(counting(2)), [0, 1]);
    assert.equal(returned, 1);
  });

  it('does not return an iterator that has failed, nor one that cannot be', async () => {
    let returned = 0;
    const failing: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('lost')),
        return: async () => {
          returned++;
          return { done: true, value: undefined };
        },
      }),
    };
    await errorOf(fromAsyncIterable(failing));
    assert.equal(returned, 0);
    const plain: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }) }),
    };
    assert.equal(await firstValueFrom(fromAsyncIterable(plain)), 1);
  });

  it('asks for one value at a time, though its consumer waits and goes on meanwhile', async () => {
    let waiting = 0;
    let most = 0;
    const iterator = slow();
    const counting: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          most = Math.max(most, ++waiting);
          const result = await iterator.next();
          waiting--;
          return result;
        },
      }),
    };
    const reader = toAsyncIterable(fromAsyncIterable(counting), { highWaterMark: 1 })[Symbol.asyncIterator]();
    for (let n = 0; n < 20; n++) {
      assert.deepEqual(await reader.next(), { done: false, value: n });
      if (n % 3 === 0) await tick();
    }
    assert.equal(most, 1);
  });

  it('keeps to itself how an iterator fails that is left', async () => {
    const awkward: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => {
          throw new Error('not now');
        },
      }),
    };
    fromAsyncIterable(awkward).subscribe().unsubscribe();
    await tick();
  });

  it('asks for nothing more while its consumer wants to wait', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield ++asked;
    }
    const reader = toAsyncIterable(fromAsyncIterable(endless()), { highWaterMark: 8 })[Symbol.asyncIterator]();
    await reader.next();
    for (let i = 0; i < 20; i++) await tick();
    assert.isAtMost(asked, 10);
    const before = asked;
    for (let i = 0; i < 8; i++) await reader.next();
    await tick();
    assert.isAbove(asked, before);
    await reader.return?.();
  });
});
