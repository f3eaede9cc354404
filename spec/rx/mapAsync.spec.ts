import { assert } from 'chai';
import { from, map, NEVER, Observable, type ObservableInput, of, range, Subject, take } from 'rxjs';
import { type Gate, gateOf, GateSubscriber } from '../../lib/rx/Gate.ts';
import { mapAsync } from '../../lib/rx/mapAsync.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { PausableSource } from '../support/PausableSource.ts';
import { watchGate } from '../support/watchGate.ts';

describe('mapAsync', () => {
  it('works on one value after the other, and emits what comes at once', () => {
    runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a = cold('     --1--2--|             ');
      const b = cold('             -3|           ');
      const c = cold('                  4-5----| ');
      const values = hot('-ab-----------c--|     ', { a, b, c });
      const subs = '      ^----------------!     ';
      const expected = '  ---1--2---3---4-5----| ';

      expectObservable(values.pipe(mapAsync((inner) => inner))).toBe(expected);
      expectSubscriptions(values.subscriptions).toBe(subs);
      expectSubscriptions(a.subscriptions).toBe('-^-------!             ');
      expectSubscriptions(b.subscriptions).toBe('---------^-!           ');
      expectSubscriptions(c.subscriptions).toBe('--------------^------! ');
    });
  });

  it('works on so many values at once as it may, and keeps their order', () => {
    runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a = cold('     -----1-2-|        ');
      const b = cold('      -3-4|            ');
      const c = cold('          -5|          ');
      const values = hot('-abc-----------|   ', { a, b, c });
      const expected = '  ------1-2-(345)|   ';

      expectObservable(values.pipe(mapAsync((inner) => inner, { concurrency: 2 }))).toBe(expected);
      expectSubscriptions(a.subscriptions).toBe('-^--------!');
      expectSubscriptions(b.subscriptions).toBe('--^---!    ');
      expectSubscriptions(c.subscriptions).toBe('------^-!  ');
    });
  });

  it('emits what comes of the value whose turn it is at once, and holds the others back', () => {
    runMarbles(({ cold, hot, expectObservable }) => {
      const a = cold('     -1--|          ');
      const b = cold('     --2--3--4--|   ');
      const c = cold('     ---5--------6-|');
      const values = hot('-(abc|)         ', { a, b, c });
      const expected = '  --1--23--4--56-|';

      expectObservable(values.pipe(mapAsync((inner) => inner, { concurrency: 3 }))).toBe(expected);
    });
  });

  it('completes when the source and all work have', () => {
    runMarbles(({ cold, hot, expectObservable }) => {
      const a = cold('     --1-----|  ');
      const b = cold('     -|         ');
      const values = hot('-(ab)-|     ', { a, b });
      const expected = '  ---1-----| ';

      expectObservable(values.pipe(mapAsync((inner) => inner, { concurrency: 2 }))).toBe(expected);
      expectObservable(hot('--|').pipe(mapAsync(() => NEVER))).toBe('--|');
    });
  });

  describe('passes an error on at once, drops what waits, and stops everything,', () => {
    it('of the source', () => {
      runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
        const a = cold('     ---1---2|');
        const b = cold('     --       ');
        const values = hot('-ab---#   ', { a, b });
        const expected = '  ----1-#   ';

        expectObservable(values.pipe(mapAsync((inner) => inner))).toBe(expected);
        expectSubscriptions(a.subscriptions).toBe('-^----!');
        expectSubscriptions(b.subscriptions).toBe([]);
      });
    });

    it('of the work, also before its turn', () => {
      runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
        const a = cold('     ---1---2|');
        const b = cold('      -3-#    ');
        const values = hot('-abb------', { a, b });
        const subs = '      ^----!    ';
        const expected = '  ----1#    ';

        expectObservable(values.pipe(mapAsync((inner) => inner, { concurrency: 2 }))).toBe(expected);
        expectSubscriptions(values.subscriptions).toBe(subs);
        expectSubscriptions(a.subscriptions).toBe('-^---!');
        expectSubscriptions(b.subscriptions).toBe('--^--!');
      });
    });

    it('of `project`, and of what it gives', async () => {
      const values = new Subject<number>();
      const failed = outcomeOf(
        values.pipe(
          mapAsync((n) => {
            if (n === 2) throw new Error('two');
            return of(n);
          }),
        ),
      );
      values.next(1);
      values.next(2);
      assert.isFalse(values.observed);
      const { values: before, error } = await failed;
      assert.deepEqual(before, [1]);
      assert.equal((error as Error).message, 'two');
      assert.equal((await errorOf(of(1).pipe(mapAsync(() => Promise.reject(new Error('no')))))).message, 'no');
      assert.instanceOf(await errorOf(of(1).pipe(mapAsync(() => undefined as never))), TypeError);
    });
  });

  it('unsubscribes the source and the work, and begins nothing more', () => {
    runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a = cold('     ---1---2|');
      const b = cold('     ---      ');
      const values = hot('-abb------', { a, b });
      const unsub = '     -----!    ';
      const expected = '  ----1-    ';

      expectObservable(values.pipe(mapAsync((inner) => inner, { concurrency: 2 })), unsub).toBe(expected);
      expectSubscriptions(values.subscriptions).toBe('^----!');
      expectSubscriptions(a.subscriptions).toBe('-^---!');
      expectSubscriptions(b.subscriptions).toBe('--^--!');
    });
  });

  it('counts the values, also those that have waited', () => {
    const seen: number[] = [];
    const work = new Subject<void>();
    from(['a', 'b', 'c'])
      .pipe(
        mapAsync((_, index) => {
          seen.push(index);
          return work.pipe(take(1));
        }),
      )
      .subscribe();
    work.next();
    work.next();
    assert.deepEqual(seen, [0, 1, 2]);
  });

  it('takes promises, arrays and generators', async () => {
    const inputs: ObservableInput<number>[] = [Promise.resolve(1), [2], threeAndFour(), of(5)];
    assert.deepEqual((await outcomeOf(from(inputs).pipe(mapAsync((input) => input)))).values, [1, 2, 3, 4, 5]);
  });

  it('leaves a generator that keeps silent at once', async () => {
    const returned = new Promise<void>((resolve) => {
      const silent: AsyncIterable<number> = {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => undefined),
          async return() {
            resolve();
            return { done: true, value: undefined };
          },
        }),
      };
      of(1)
        .pipe(mapAsync(() => silent))
        .subscribe()
        .unsubscribe();
    });
    await returned;
  });

  it('does not grow the stack, however many values are there at once', () => {
    assert.lengthOf(drain(range(0, 50_000).pipe(mapAsync((n) => of(n)))), 50_000);
    assert.lengthOf(drain(range(0, 50_000).pipe(mapAsync((n) => of(n), { concurrency: 4 }))), 50_000);
    const gate = new Subject<number>();
    let count = 0;
    range(0, 50_000)
      .pipe(mapAsync((n) => (n === 0 ? gate : of(n))))
      .subscribe(() => count++);
    gate.complete();
    assert.equal(count, 49_999);
  });

  it('stops work that goes on and on at once', () => {
    const endless = new Observable<number>((subscriber) => {
      for (let i = 0; !subscriber.closed; i++) {
        if (i > 1000) throw new Error('unsubscribing did not reach the work');
        subscriber.next(i);
      }
    });
    assert.deepEqual(
      drain(
        of(1).pipe(
          mapAsync(() => endless),
          take(3),
        ),
      ),
      [0, 1, 2],
    );
    assert.deepEqual(
      drain(
        of(1).pipe(
          mapAsync(() => endless, { concurrency: 2 }),
          take(3),
        ),
      ),
      [0, 1, 2],
    );
  });

  it('costs as much for each value, however many wait', function () {
    this.timeout(60_000);
    const growth = cpuGrowth(4_000, 64_000, (size) => () => {
      const gate = new Subject<number>();
      range(0, size)
        .pipe(mapAsync((n) => (n === 0 ? gate : of(n))))
        .subscribe();
      gate.complete();
    });
    assert.isBelow(growth, 4);
  });

  describe('asks its source to pause', () => {
    it('while more values wait than may, and no longer', () => {
      const source = new PausableSource<number>();
      const work = new Subject<void>();
      source.pipe(mapAsync(() => work.pipe(take(1)), { highWaterMark: 2 })).subscribe();
      source.emit(0, 1, 2);
      assert.isFalse(source.paused, 'one is worked on, two wait');
      source.emit(3);
      assert.isTrue(source.paused);
      source.emit(4);
      work.next();
      assert.isTrue(source.paused, 'three wait');
      work.next();
      assert.isFalse(source.paused, 'two wait');
      assert.deepEqual(source.log, ['pause', 'resume']);
    });

    it('while one value waits, where none may', () => {
      const source = new PausableSource<number>();
      const work = new Subject<void>();
      source.pipe(mapAsync(() => work.pipe(take(1)), { highWaterMark: 0 })).subscribe();
      source.emit(0);
      assert.isFalse(source.paused);
      source.emit(1);
      assert.isTrue(source.paused);
      work.next();
      assert.isFalse(source.paused);
    });

    it('at 64 waiting values by itself', () => {
      const source = new PausableSource<number>();
      source.pipe(mapAsync(() => NEVER)).subscribe();
      source.emit(...Array.from({ length: 65 }, (_, i) => i));
      assert.isFalse(source.paused);
      source.emit(65);
      assert.isTrue(source.paused);
    });

    it('while results that are early wait for their turn, and begins no further work', () => {
      const source = new PausableSource<number>();
      const begun: number[] = [];
      const first = new Subject<number>();
      const seen: number[] = [];
      source
        .pipe(
          mapAsync(
            (n) => {
              begun.push(n);
              return n === 0 ? first : of(n);
            },
            { concurrency: 2, highWaterMark: 2 },
          ),
        )
        .subscribe((n) => seen.push(n));
      source.emit(0, 1, 2);
      assert.isFalse(source.paused);
      source.emit(3);
      assert.isTrue(source.paused);
      source.emit(4, 5);
      assert.deepEqual(begun, [0, 1, 2, 3]);
      first.complete();
      assert.isFalse(source.paused);
      assert.deepEqual(seen, [1, 2, 3, 4, 5]);
    });

    it('while its consumer wants to wait, and begins no work meanwhile', () => {
      const source = new PausableSource<number>();
      const begun: number[] = [];
      const consumer = new Consumer<number>();
      source
        .pipe(
          mapAsync((n) => {
            begun.push(n);
            return of(n);
          }),
        )
        .subscribe(consumer);
      consumer.gate.pause();
      assert.isTrue(source.paused);
      source.emit(1, 2);
      assert.deepEqual(begun, []);
      consumer.gate.resume();
      assert.isFalse(source.paused);
      assert.deepEqual(begun, [1, 2]);
      assert.deepEqual(consumer.seen, [1, 2]);
    });

    it('anew, where its consumer wants to wait again as soon as it goes on', () => {
      const source = new PausableSource<number>();
      const consumer = new Consumer<number>();
      consumer.onNext = () => consumer.gate.pause();
      const first = new Subject<number>();
      source.pipe(mapAsync((n) => (n === 0 ? first : of(n)), { concurrency: 9 })).subscribe(consumer);
      source.emit(0, 1, 2, 3);
      first.complete();
      assert.deepEqual([consumer.seen, source.paused], [[1], true], 'results that were held back are not poured out');
      consumer.gate.resume();
      assert.deepEqual([consumer.seen, source.paused], [[1, 2], true]);
      consumer.onNext = () => undefined;
      consumer.gate.resume();
      assert.deepEqual([consumer.seen, source.paused], [[1, 2, 3], false]);
    });

    it('where it comes while the consumer already wants to wait', () => {
      const source = new PausableSource<number>();
      const consumer = new Consumer<number>();
      consumer.gate.pause();
      source.pipe(mapAsync(() => NEVER)).subscribe(consumer);
      assert.isTrue(source.paused);
      consumer.gate.resume();
      assert.isFalse(source.paused);
    });

    it('and lets go of it, and of its consumer, at the end', () => {
      const source = new PausableSource<number>();
      const consumer = new Consumer<number>();
      const attached = watchGate(consumer.gate);
      const subscription = source.pipe(mapAsync(() => NEVER)).subscribe(consumer);
      assert.deepEqual([source.attached, attached()], [1, 1]);
      subscription.unsubscribe();
      assert.deepEqual([source.attached, attached()], [0, 0]);
      assert.isFalse(source.observed);
    });

    it('but not for what it works on after the source has ended', () => {
      const source = new PausableSource<number>();
      const consumer = new Consumer<number>();
      const work = new Subject<number>();
      source.pipe(mapAsync(() => work.pipe(take(1)))).subscribe(consumer);
      source.emit(1, 2);
      source.complete();
      assert.isFalse(source.observed);
      work.next(1);
      consumer.gate.pause();
      work.next(2);
      assert.deepEqual(consumer.seen, [1, 2]);
      assert.isTrue(consumer.hasCompleted);
    });
  });

  it('lets what it works on find the gate of the consumer', () => {
    const consumer = new Consumer<number>();
    const inner = new PausableSource<number>();
    of(1)
      .pipe(
        mapAsync(() => inner),
        map((n) => n),
      )
      .subscribe(consumer);
    consumer.gate.pause();
    assert.isTrue(inner.paused);
    let found: Gate | undefined;
    new Observable<number>((subscriber) => void (found = gateOf(subscriber))).pipe(mapAsync(() => NEVER)).subscribe();
    assert.isDefined(found, 'its source finds one of its own where the consumer has none');
  });

  it('refuses options that are not numbers in their range', () => {
    for (const concurrency of [0, -1, NaN, 'two' as never]) {
      assert.throws(() => mapAsync(() => of(1), { concurrency }), 'options/concurrency must be a number of at least 1');
    }
    for (const highWaterMark of [-1, NaN]) {
      assert.throws(
        () => mapAsync(() => of(1), { highWaterMark }),
        'options/highWaterMark must be a number of at least 0',
      );
    }
    assert.deepEqual(drain(of(1, 2).pipe(mapAsync((n) => of(n), { concurrency: Infinity, highWaterMark: 0 }))), [1, 2]);
  });
});

/** A consumer that may wait. */
class Consumer<T> extends GateSubscriber<T> {
  readonly seen: T[] = [];
  hasCompleted = false;
  onNext: () => void = () => undefined;

  override get gate(): Gate {
    return super.gate;
  }

  protected override _next(value: T): void {
    this.seen.push(value);
    this.onNext();
  }

  protected override _complete(): void {
    this.hasCompleted = true;
  }
}

async function* threeAndFour(): AsyncGenerator<number, string> {
  yield 3;
  yield 4;
  return 'what is returned is no value';
}
