import { assert } from 'chai';
import { defer, EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { inTurn } from '../../lib/rx/inTurn.ts';
import { gateOf } from '../../lib/rx/Gate.ts';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

describe('inTurn', () => {
  it('runs one step after the other', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a = cold('    --1--2--|      ');
      const aSubs = '     ^-------!      ';
      const b = cold('            -3--|  ');
      const bSubs = '     --------^---!  ';
      const expected = '  --1--2---3--|  ';
      expectObservable(
        inTurn(function* () {
          yield a;
          yield b;
        }),
      ).toBe(expected);
      expectSubscriptions(a.subscriptions).toBe(aSubs);
      expectSubscriptions(b.subscriptions).toBe(bSubs);
    });
  });

  it('asks for a step when the one before has completed, so that it may follow from it', () => {
    const seen: number[] = [];
    const counting = inTurn(function* () {
      for (let n = 0; seen.length < 3; n++) {
        yield defer(() => {
          seen.push(n);
          return of(n);
        });
      }
    });
    assert.deepEqual(drain(counting), [0, 1, 2]);
  });

  it('opens its steps for each subscription', () => {
    let opened = 0;
    const once = inTurn(function* () {
      opened++;
      yield of(1);
    });
    assert.equal(opened, 0);
    drain(once);
    drain(once);
    assert.equal(opened, 2);
  });

  it('completes at once where there are no steps', () => {
    assert.deepEqual(
      drain(
        inTurn(function* () {
          /* none */
        }),
      ),
      [],
    );
  });

  it('fails as a step does, and asks for no other', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a = cold('    --1--#  ');
      const aSubs = '     ^----!  ';
      const b = cold('         2-|');
      const expected = '  --1--#  ';
      expectObservable(
        inTurn(function* () {
          yield a;
          yield b;
        }),
      ).toBe(expected);
      expectSubscriptions(a.subscriptions).toBe(aSubs);
      expectSubscriptions(b.subscriptions).toBe([]);
    });
  });

  it('makes an error notification of what the steps throw, first or later', () => {
    const mine = new TypeError('mine');
    for (const before of [[], [of(1)]]) {
      const throwing = inTurn(function* () {
        yield* before;
        throw mine;
      });
      assert.throws(() => drain(throwing), mine);
    }
  });

  it('unsubscribes the step that is under way, and asks for no other', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a = cold('    --1--2--|');
      const aSubs = '     ^---!    ';
      const b = cold('    3|       ');
      const expected = '  --1--    ';
      const unsub = '     ----!    ';
      expectObservable(
        inTurn(function* () {
          yield a;
          yield b;
        }),
        unsub,
      ).toBe(expected);
      expectSubscriptions(a.subscriptions).toBe(aSubs);
      expectSubscriptions(b.subscriptions).toBe([]);
    });
  });

  it('asks for no step once its consumer left inside next', () => {
    let asked = 0;
    const source = new Subject<number>();
    const subscription = inTurn(function* () {
      asked++;
      yield source;
      asked++;
      yield NEVER;
    }).subscribe(() => subscription.unsubscribe());
    source.next(1);
    source.complete();
    assert.equal(asked, 1);
    assert.isFalse(source.observed);
  });

  it('subscribes no step that its consumer did not wait for', () => {
    let subscribed = false;
    const left = new Subject<never>();
    const stepping = inTurn(function* () {
      yield left;
      subscription.unsubscribe();
      yield new Observable<never>(() => void (subscribed = true));
    });
    const subscription = stepping.subscribe();
    left.complete();
    assert.isFalse(subscribed);
  });

  it('does not grow the stack over 100,000 steps that end at once', () => {
    let sum = 0;
    inTurn(function* () {
      for (let n = 0; n < 100_000; n++) yield n % 2 === 0 ? of(1) : EMPTY;
    }).subscribe((n) => (sum += n));
    assert.equal(sum, 50_000);
  });

  it('lets a source find the gate in each step', async () => {
    const found: boolean[] = [];
    const looking = new Observable<number>((subscriber) => {
      found.push(gateOf(subscriber) !== undefined);
      subscriber.complete();
    });
    const both = inTurn(function* () {
      yield looking;
      yield looking;
    });
    for await (const _ of toAsyncIterable(both));
    assert.deepEqual(found, [true, true]);
  });

  it('passes an error on that is thrown in subscribing', () => {
    const step = throwError(() => new Error('lost'));
    assert.throws(
      () =>
        drain(
          inTurn(function* () {
            yield step;
          }),
        ),
      'lost',
    );
  });
});
