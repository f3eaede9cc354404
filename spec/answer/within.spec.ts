import { assert } from 'chai';
import { DeadlineError } from '../../lib/index.ts';
import { within } from '../../lib/answer/within.ts';
import { runMarbles } from '../support/marbles.ts';
import { timersOf } from '../support/timersOf.ts';
import { NEVER as NEVER_ENDS } from 'rxjs';

describe('within', () => {
  it('fails where its source has not ended in time, and unsubscribes it', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a--b------c--|');
      const subs = '      ^--------!      ';
      const expected = '  --a--b---#      ';

      expectObservable(source.pipe(within('total', 9))).toBe(expected, undefined, new DeadlineError('total', 9));
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('starts with the subscription, and stops with it', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a|   ');
      const unsub = '      ^----!';
      const subs = '       ^-!   ';
      const expected = '   -a|   ';

      expectObservable(source.pipe(within('headers', 4)), unsub).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes on an error, and what comes before it, without waiting', () => {
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('--a#');
      const expected = '  --a#';

      expectObservable(source.pipe(within('headers', 9))).toBe(expected);
    });
  });

  it('never fails where the limit is false', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('9s a').pipe(within('total', false))).toBe('9s a');
    });
    assert.deepEqual(
      timersOf(() => NEVER_ENDS.pipe(within('total', false)).subscribe().unsubscribe()),
      [],
    );
  });

  it('takes limits that no timer takes', () => {
    runMarbles(({ cold, expectObservable }) => {
      const limit = 3 * 2 ** 31;
      const error = new DeadlineError('total', limit);
      expectObservable(cold('-').pipe(within('total', limit))).toBe(`${limit}ms #`, undefined, error);
    });
    const delays = timersOf(() => {
      NEVER_ENDS.pipe(within('headers', 2 ** 31), within('total', Infinity))
        .subscribe()
        .unsubscribe();
    });
    assert.deepEqual(delays, [2_147_483_647, 2_147_483_647]);
  });
});
