import { assert, expect } from 'chai';
import { concatMap, delay, EMPTY, from, map, NEVER, Observable, of, range, Subject, throwError } from 'rxjs';
import { InvalidRequestError, toAsyncIterable } from '../../lib/index.ts';
import { PausableSource } from '../support/PausableSource.ts';

const DONE: IteratorResult<never, undefined> = { done: true, value: undefined };

describe('toAsyncIterable', () => {
  describe('reads', () => {
    it('what a source emits, in order, up to its end', async () => {
      assert.deepEqual(await readAll(of(1, 2, 3)), [1, 2, 3]);
      assert.deepEqual(await readAll(EMPTY), []);
      assert.deepEqual(
        await readAll(from([1, 2, 3]).pipe(concatMap((n) => of(n, -n).pipe(delay(1))))),
        [1, -1, 2, -2, 3, -3],
      );
    });

    it('a source that emits more at once than the high-water mark', async () => {
      assert.deepEqual(
        await readAll(range(0, 5000), 2),
        Array.from({ length: 5000 }, (_, i) => i),
      );
    });

    it('undefined, null and false as items', async () => {
      assert.deepEqual(await readAll(of(undefined, null, false, 0, '')), [undefined, null, false, 0, '']);
    });

    it('what is emitted while nobody waits', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const first = iterator.next();
      source.next('a');
      source.next('b');
      source.next('c');
      assert.deepEqual(await first, { done: false, value: 'a' });
      assert.deepEqual(await iterator.next(), { done: false, value: 'b' });
      assert.deepEqual(await iterator.next(), { done: false, value: 'c' });
      const last = iterator.next();
      source.complete();
      assert.deepEqual(await last, DONE);
    });

    it('items that were emitted before the end, behind it', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const first = iterator.next();
      source.next('a');
      source.next('b');
      source.complete();
      assert.deepEqual(await first, { done: false, value: 'a' });
      assert.deepEqual(await iterator.next(), { done: false, value: 'b' });
      assert.deepEqual(await iterator.next(), DONE);
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('a hundred thousand items that wait, in linear time', async () => {
      const iterator = iterate(range(0, 100_000));
      for (let i = 0; i < 100_000; i++) if ((await iterator.next()).value !== i) assert.fail(`item ${i}`);
      assert.deepEqual(await iterator.next(), DONE);
    });
  });

  describe('subscribes', () => {
    it('at the first next(), and not before', async () => {
      const source = new Subject<number>();
      const iterable = toAsyncIterable(source);
      const iterator = iterable[Symbol.asyncIterator]();
      assert.isFalse(source.observed);
      const first = iterator.next();
      assert.isTrue(source.observed);
      source.next(1);
      assert.deepEqual(await first, { done: false, value: 1 });
    });

    it('once for each iterator', async () => {
      let subscriptions = 0;
      const iterable = toAsyncIterable(
        new Observable<number>((subscriber) => {
          subscriber.next(++subscriptions);
          subscriber.complete();
        }),
      );
      assert.deepEqual(await loopOver(iterable), [1]);
      assert.deepEqual(await loopOver(iterable), [2]);
      const iterator = iterable[Symbol.asyncIterator]();
      for (let i = 0; i < 5; i++) await iterator.next();
      assert.equal(subscriptions, 3);
    });

    it('never, for an iterator that is returned before it was asked', async () => {
      let subscriptions = 0;
      const iterator = iterate(new Observable<number>(() => void subscriptions++));
      assert.deepEqual(await iterator.return?.(), DONE);
      assert.deepEqual(await iterator.next(), DONE);
      assert.equal(subscriptions, 0);
    });

    it('lets the iterator be looped over itself', async () => {
      const iterator = iterate(of(1, 2, 3)) as AsyncIterableIterator<number>;
      await iterator.next();
      assert.strictEqual(iterator[Symbol.asyncIterator](), iterator);
      assert.deepEqual(await loopOver(iterator), [2, 3]);
    });
  });

  describe('serves concurrent next() calls', () => {
    it('in turn', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const calls = [iterator.next(), iterator.next(), iterator.next(), iterator.next()];
      for (const value of ['a', 'b']) source.next(value);
      source.complete();
      assert.deepEqual(await Promise.all(calls), [
        { done: false, value: 'a' },
        { done: false, value: 'b' },
        DONE,
        DONE,
      ]);
    });

    // With `Array.shift()`, which is quadratic from some 16,000 on, this took two minutes of CPU and more; now under a second.
    it('in linear time, where hundreds of thousands wait', async () => {
      const source = new Subject<number>();
      const iterator = iterate(source);
      const calls = Array.from({ length: 400_000 }, () => iterator.next());
      for (let i = 0; i < 399_999; i++) source.next(i);
      source.complete();
      const results = await Promise.all(calls);
      const outOfTurn = results.findIndex(({ value, done }, i) => (i === 399_999 ? done !== true : value !== i));
      assert.equal(outOfTurn, -1);
    });

    it('with one subscription', async () => {
      let subscriptions = 0;
      const iterator = iterate(new Observable<number>(() => void subscriptions++));
      void iterator.next();
      void iterator.next();
      assert.equal(subscriptions, 1);
      await iterator.return?.();
    });

    it('and gives an error to the first, done to the others', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const calls = Promise.allSettled([iterator.next(), iterator.next(), iterator.next()]);
      source.next('a');
      source.error('lost');
      assert.deepEqual(await calls, [
        { status: 'fulfilled', value: { done: false, value: 'a' } },
        { status: 'rejected', reason: 'lost' },
        { status: 'fulfilled', value: DONE },
      ]);
    });
  });

  describe('raises an error', () => {
    it('behind the items that wait, once', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const first = iterator.next();
      for (const value of ['a', 'b', 'c']) source.next(value);
      source.error('lost');
      assert.deepEqual(await first, { done: false, value: 'a' });
      assert.deepEqual(await iterator.next(), { done: false, value: 'b' });
      assert.deepEqual(await iterator.next(), { done: false, value: 'c' });
      assert.equal(await rejection(iterator.next()), 'lost');
      assert.deepEqual(await iterator.next(), DONE);
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('unchanged, whatever it is', async () => {
      for (const error of [new TypeError('mine'), 'text', undefined, null, 0]) {
        assert.strictEqual(await rejection(iterate(throwError(() => error)).next()), error);
      }
    });

    it('that is thrown in subscribe', async () => {
      const mine = new Error('thrown');
      const source = new Observable<never>(() => {
        throw mine;
      });
      assert.strictEqual(await rejection(iterate(source).next()), mine);
    });

    it('of an operator', async () => {
      const mine = new Error('mine');
      const source = of(1, 2).pipe(
        map((n) => {
          if (n === 2) throw mine;
          return n;
        }),
      );
      const iterator = iterate(source);
      assert.deepEqual(await iterator.next(), { done: false, value: 1 });
      assert.strictEqual(await rejection(iterator.next()), mine);
    });

    it('to the loop that reads', async () => {
      const read: number[] = [];
      const loop = async (): Promise<void> => {
        for await (const item of toAsyncIterable(throwAfter(1, 2))) read.push(item);
      };
      assert.equal(await rejection(loop()), 'lost');
      assert.deepEqual(read, [1, 2]);
    });

    it('that nobody asks for to nobody', async () => {
      const rejections = await unhandledRejections(async () => {
        const source = new Subject<string>();
        const iterator = iterate(source);
        const first = iterator.next();
        source.next('a');
        source.error('lost');
        await first;
      });
      assert.isEmpty(rejections);
    });
  });

  describe('return()', () => {
    it('settles a pending next() with done, and unsubscribes in the same tick', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const pending = [iterator.next(), iterator.next()];
      const returned = iterator.return?.();
      assert.isFalse(source.observed);
      assert.deepEqual(await returned, DONE);
      assert.deepEqual(await Promise.all(pending), [DONE, DONE]);
    });

    it('drops the items that wait', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const first = iterator.next();
      for (const value of ['a', 'b', 'c']) source.next(value);
      await first;
      await iterator.return?.();
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('drops an error that waits', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const first = iterator.next();
      source.next('a');
      source.error('lost');
      await first;
      assert.deepEqual(await iterator.return?.(), DONE);
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('may come twice, and behind the end', async () => {
      const iterator = iterate(of(1));
      await iterator.next();
      await iterator.next();
      assert.deepEqual(await iterator.return?.(), DONE);
      assert.deepEqual(await iterator.return?.(), DONE);
    });

    it('is what break, an early return and a thrown error call', async () => {
      const source = new PausableSource<number>();
      const endings: Record<string, () => Promise<void>> = {
        break: async () => {
          for await (const _ of toAsyncIterable(source)) break;
        },
        return: async () => {
          for await (const _ of toAsyncIterable(source)) return;
        },
        throw: async () => {
          for await (const _ of toAsyncIterable(source)) throw new Error('mine');
        },
      };
      for (const [name, loop] of Object.entries(endings)) {
        const looped = loop().catch((error: unknown) => (error as Error).message);
        source.emit(1, 2);
        assert.equal(await looped, name === 'throw' ? 'mine' : undefined, name);
        assert.isFalse(source.observed, name);
      }
    });
  });

  describe('throw()', () => {
    it('rejects with its error, settles a pending next() with done, and unsubscribes in the same tick', async () => {
      const source = new Subject<string>();
      const iterator = iterate(source);
      const pending = iterator.next();
      const mine = new Error('mine');
      const thrown = rejection(iterator.throw?.(mine));
      assert.isFalse(source.observed);
      assert.strictEqual(await thrown, mine);
      assert.deepEqual(await pending, DONE);
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('before the first next() keeps the source from being subscribed', async () => {
      let subscriptions = 0;
      const iterator = iterate(new Observable<number>(() => void subscriptions++));
      assert.equal(await rejection(iterator.throw?.('mine')), 'mine');
      assert.deepEqual(await iterator.next(), DONE);
      assert.equal(subscriptions, 0);
    });
  });

  describe('ends', () => {
    it('unsubscribed from a source that completed or failed', async () => {
      let teardowns = 0;
      const ending = (end: (source: Subject<number>) => void): Observable<number> =>
        new Observable((subscriber) => {
          subscriber.add(() => teardowns++);
          const source = new Subject<number>();
          source.subscribe(subscriber);
          end(source);
        });
      await iterate(ending((source) => source.complete())).next();
      assert.equal(teardowns, 1);
      await rejection(iterate(ending((source) => source.error('lost'))).next());
      assert.equal(teardowns, 2);
    });

    it('deaf to what a source emits behind it', async () => {
      let escaped: { next(value: number): void } | undefined;
      const iterator = iterate(new Observable<number>((subscriber) => void (escaped = subscriber)));
      void iterator.next();
      await iterator.return?.();
      escaped?.next(1);
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('in the middle of a burst, when the reader returns as soon as it has an item', async () => {
      const emitted: number[] = [];
      const source = new Observable<number>((subscriber) => {
        for (let i = 0; i < 10 && !subscriber.closed; i++) {
          emitted.push(i);
          subscriber.next(i);
          if (i === 3) void iterator.return?.();
        }
      });
      const iterator: AsyncIterator<number> = iterate(source);
      assert.deepEqual(await iterator.next(), { done: false, value: 0 });
      assert.deepEqual(emitted, [0, 1, 2, 3]);
      assert.deepEqual(await iterator.next(), DONE);
    });
  });

  describe('asks a source to pause', () => {
    it('when so many items wait, and to go on when a quarter of them is left', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 8);
      const first = iterator.next();
      source.emit(0, 1, 2, 3, 4, 5, 6, 7);
      assert.deepEqual(source.log, [], 'seven wait');
      source.emit(8);
      assert.deepEqual(source.log, ['pause'], 'eight wait');
      await first;
      for (let i = 1; i <= 5; i++) expect((await iterator.next()).value).to.equal(i);
      assert.deepEqual(source.log, ['pause'], 'three wait');
      expect((await iterator.next()).value).to.equal(6);
      assert.deepEqual(source.log, ['pause', 'resume'], 'two wait');
      for (let i = 7; i <= 8; i++) expect((await iterator.next()).value).to.equal(i);
      source.complete();
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('for what waits, not for what was read', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 8);
      const first = iterator.next();
      source.emit(0, 1, 2, 3, 4, 5);
      await first;
      for (let i = 1; i <= 3; i++) await iterator.next();
      source.emit(6, 7, 8, 9, 10);
      assert.deepEqual(source.log, [], 'seven wait');
      source.emit(11);
      assert.deepEqual(source.log, ['pause'], 'eight wait');
    });

    it('at 64 where nothing is said', () => {
      const source = new PausableSource<number>();
      void iterate(source).next();
      source.emit(...Array.from({ length: 64 }, (_, i) => i));
      assert.deepEqual(source.log, []);
      source.emit(64);
      assert.deepEqual(source.log, ['pause']);
    });

    it('at each item, by a mark of 1', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 1);
      const first = iterator.next();
      source.emit(0, 1);
      assert.deepEqual(source.log, ['pause']);
      await first;
      await iterator.next();
      assert.deepEqual(source.log, ['pause', 'resume']);
    });

    it('never, while the reader keeps up', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 1);
      for (let i = 0; i < 100; i++) {
        const next = iterator.next();
        source.emit(i);
        assert.deepEqual(await next, { done: false, value: i });
      }
      assert.deepEqual(source.log, []);
    });

    it('again and again, without loss, also where it emits inside resume()', async () => {
      const source = new PausableSource<number>();
      let next = 0;
      source.onResume = () => {
        while (!source.paused && next < 1000) source.emit(next++);
      };
      const read: number[] = [];
      const iterator = iterate(source, 10);
      const first = iterator.next();
      source.onResume();
      for (let item = await first; read.length < 999; item = await iterator.next()) read.push(item.value as number);
      assert.deepEqual(
        read,
        Array.from({ length: 999 }, (_, i) => i),
      );
      assert.isAbove(source.log.length, 100);
      await iterator.return?.();
    });

    it('and takes what still comes behind the pause', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 2);
      const first = iterator.next();
      source.emit(0, 1, 2, 3, 4, 5);
      source.complete();
      await first;
      for (let i = 1; i <= 5; i++) assert.deepEqual(await iterator.next(), { done: false, value: i });
      assert.deepEqual(await iterator.next(), DONE);
    });

    it('and buffers without bound what knows no pause', async () => {
      const source = new Subject<number>();
      const iterator = iterate(source, 1);
      const first = iterator.next();
      for (let i = 0; i < 10_000; i++) source.next(i);
      await first;
      for (let i = 1; i < 10_000; i++) if ((await iterator.next()).value !== i) assert.fail(`item ${i}`);
      await iterator.return?.();
    });

    it('and lets go of it when it ends', async () => {
      const source = new PausableSource<number>();
      const iterator = iterate(source, 1);
      void iterator.next();
      source.emit(0, 1);
      await iterator.return?.();
      assert.equal(source.attached, 0);
    });
  });

  it('refuses a high-water mark below 1 at once', () => {
    for (const highWaterMark of [0, -1, Number.NaN, 0.5]) {
      const refusal = 'options/highWaterMark must be a number of at least 1';
      assert.throws(() => toAsyncIterable(NEVER, { highWaterMark }), InvalidRequestError, refusal);
    }
    toAsyncIterable(NEVER, { highWaterMark: Infinity });
  });
});

function iterate<T>(source: Observable<T>, highWaterMark?: number): AsyncIterator<T> {
  return toAsyncIterable(source, { highWaterMark })[Symbol.asyncIterator]();
}

function readAll<T>(source: Observable<T>, highWaterMark?: number): Promise<T[]> {
  return loopOver(toAsyncIterable(source, { highWaterMark }));
}

async function loopOver<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** What a promise is rejected with. */
async function rejection(promise: Promise<unknown> | undefined): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('the promise was fulfilled');
}

function throwAfter(...values: number[]): Observable<number> {
  return new Observable((subscriber) => {
    for (const value of values) subscriber.next(value);
    subscriber.error('lost');
  });
}

/** The rejections that nobody handled while this ran, and in the turns of the event loop behind it. */
async function unhandledRejections(act: () => Promise<void>): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const listen = (reason: unknown): void => void reasons.push(reason);
  process.on('unhandledRejection', listen);
  await act();
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', listen);
  return reasons;
}
