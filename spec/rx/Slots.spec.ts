import { assert } from 'chai';
import { BehaviorSubject, from, mergeMap, NEVER, Observable, of, Subject, switchMap, takeUntil } from 'rxjs';
import { Slots } from '../../lib/rx/Slots.ts';
import { gateOf } from '../../lib/rx/Gate.ts';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { runMarbles } from '../support/marbles.ts';

describe('Slots', () => {
  it('lets work wait until a slot is free', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const slots = new Slots(1);
      const a = cold('    --1--|    ');
      const aSubs = '     ^----!    ';
      const b = cold('         -2-| ');
      const bSubs = '     -----^--! ';
      expectObservable(slots.hold(a)).toBe('--1--|');
      expectObservable(slots.hold(b)).toBe('------2-|');
      expectSubscriptions(a.subscriptions).toBe(aSubs);
      expectSubscriptions(b.subscriptions).toBe(bSubs);
    });
  });

  it('is first come, first served', () => {
    const slots = new Slots(2);
    const begun: string[] = [];
    const work = (name: string, until: Observable<void>): Observable<void> =>
      slots.hold(
        new Observable((subscriber) => {
          begun.push(name);
          return until.subscribe(subscriber);
        }),
      );
    const first = new Subject<void>();
    work('a', first).subscribe();
    work('b', NEVER).subscribe();
    work('c', NEVER).subscribe();
    work('d', NEVER).subscribe();
    assert.deepEqual(begun, ['a', 'b']);
    assert.equal(slots.queued, 2);
    assert.isTrue(slots.full);
    first.complete();
    assert.deepEqual(begun, ['a', 'b', 'c']);
    assert.equal(slots.queued, 1);
  });

  for (const end of ['complete', 'error', 'unsubscribe'] as const) {
    it(`gives a slot back at ${end}`, () => {
      const slots = new Slots(1);
      const source = new Subject<number>();
      const subscription = slots.hold(source).subscribe({ error: () => undefined });
      assert.isTrue(slots.full);
      if (end === 'unsubscribe') subscription.unsubscribe();
      else source[end](undefined);
      assert.isFalse(slots.full);
      let later = 0;
      slots.hold(of(1)).subscribe((n) => (later = n));
      assert.equal(later, 1);
    });
  }

  it('lets those leave the queue who do not want to wait', () => {
    const slots = new Slots(1);
    const first = new Subject<void>();
    const begun: string[] = [];
    const noting = (name: string): Observable<never> => new Observable(() => void begun.push(name));
    slots.hold(first).subscribe();
    const second = slots.hold(noting('second')).subscribe();
    slots.hold(noting('third')).subscribe();
    second.unsubscribe();
    assert.equal(slots.queued, 1);
    first.complete();
    assert.deepEqual(begun, ['third']);
  });

  it('begins nothing that is torn down along with what held the slot', () => {
    const slots = new Slots(1);
    const begun: number[] = [];
    const works = [0, 1, 2, 3].map((n) => slots.hold(new Observable(() => void begun.push(n))));
    const stop = new Subject<void>();
    const ways: ((all: Observable<unknown>) => { unsubscribe(): void })[] = [
      (all) => all.subscribe(),
      (all) => {
        const subscription = all.pipe(takeUntil(stop)).subscribe();
        return { unsubscribe: () => (stop.next(), subscription.unsubscribe()) };
      },
      (all) => {
        const switching = new BehaviorSubject<Observable<unknown>>(all);
        switching.pipe(switchMap((inner) => inner)).subscribe();
        return { unsubscribe: () => switching.next(NEVER) };
      },
    ];
    for (const way of ways) {
      begun.length = 0;
      way(from(works).pipe(mergeMap((work) => work))).unsubscribe();
      assert.deepEqual(begun, [0]);
      assert.isFalse(slots.full);
    }
  });

  it('does not grow the stack over 100,000 works that end at once', () => {
    const slots = new Slots(1);
    const first = new Subject<number>();
    let done = 0;
    slots.hold(first).subscribe();
    for (let i = 0; i < 100_000; i++) slots.hold(of(1)).subscribe(() => done++);
    assert.equal(done, 0);
    first.complete();
    assert.equal(done, 100_000);
    assert.isFalse(slots.full);
  });

  it('lets a source find the gate, though it waited', async () => {
    const slots = new Slots(1);
    const first = new Subject<void>();
    slots.hold(first).subscribe();
    const found = new Promise((resolve) => {
      const looking = new Observable<number>((subscriber) => {
        resolve(gateOf(subscriber) !== undefined);
        subscriber.complete();
      });
      void toAsyncIterable(slots.hold(looking))[Symbol.asyncIterator]().next();
    });
    first.complete();
    assert.isTrue(await found);
  });
});
