import { assert } from 'chai';
import { concat, NEVER, Observable, of, take, throwError } from 'rxjs';
import { untilAborted } from '../../lib/rx/untilAborted.ts';
import { AbortError } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

describe('untilAborted', () => {
  it('ends with an AbortError when the signal is aborted, and unsubscribes the source', () => {
    runMarbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const { signal, abort } = countListeners();
      const source = hot('  -a-b-c-d-|');
      const aborted = cold('----x     ');
      const subs = '        ^---!     ';
      const expected = '    -a-b#     ';

      aborted.subscribe(() => abort());
      expectObservable(source.pipe(untilAborted(signal))).toBe(expected, undefined, new AbortError(undefined));
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('ends at once, and subscribes nothing, if the signal is aborted already', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a|');
      const expected = '   #  ';

      expectObservable(source.pipe(untilAborted(AbortSignal.abort()))).toBe(
        expected,
        undefined,
        new AbortError(undefined),
      );
      expectSubscriptions(source.subscriptions).toBe([]);
    });
  });

  it("hands on the signal's own reason", () => {
    for (const reason of [new TypeError('mine'), 'text', null, { some: 'object' }]) {
      let failure: unknown;
      of(1)
        .pipe(untilAborted(AbortSignal.abort(reason)))
        .subscribe({ error: (error) => (failure = error) });
      assert.instanceOf(failure, AbortError);
      assert.strictEqual(failure.reason, reason);
    }
  });

  it('emits nothing behind an abort in next', () => {
    const { signal, abort } = countListeners();
    const log: unknown[] = [];
    of(1, 2, 3)
      .pipe(untilAborted(signal))
      .subscribe({
        next: (value) => {
          log.push(value);
          if (value === 2) abort();
        },
        error: (error: Error) => log.push(error.name),
        complete: () => log.push('complete'),
      });
    assert.deepEqual(log, [1, 2, 'AbortError']);
  });

  it('aborted by the source itself, while it is subscribed, subscribes no further', () => {
    const { signal, abort } = countListeners();
    const log: unknown[] = [];
    const source = new Observable<number>((subscriber) => {
      abort();
      subscriber.next(1);
    });
    source.pipe(untilAborted(signal)).subscribe({ next: (v) => log.push(v), error: (e: Error) => log.push(e.name) });
    assert.deepEqual(log, ['AbortError']);
  });

  describe('leaves no listener on the signal', () => {
    const endings: Record<string, (counted: Counted) => void> = {
      'at completion': ({ signal }) => void of(1).pipe(untilAborted(signal)).subscribe(),
      'at an error': ({ signal }) =>
        void throwError(() => 1)
          .pipe(untilAborted(signal))
          .subscribe({ error: () => undefined }),
      'at an unsubscription': ({ signal }) => NEVER.pipe(untilAborted(signal)).subscribe().unsubscribe(),
      'at an unsubscription in next': ({ signal }) =>
        void concat(of(1), NEVER).pipe(untilAborted(signal), take(1)).subscribe(),
      'at an abort': ({ signal, abort }) => {
        NEVER.pipe(untilAborted(signal)).subscribe({ error: () => undefined });
        abort();
      },
      'that was aborted before': (counted) => {
        counted.abort();
        NEVER.pipe(untilAborted(counted.signal)).subscribe({ error: () => undefined });
      },
    };
    for (const [name, end] of Object.entries(endings)) {
      it(name, () => {
        const counted = countListeners();
        end(counted);
        assert.equal(counted.listeners(), 0);
      });
    }

    it('and one for all the subscriptions while any of them lasts', () => {
      const { signal, listeners } = countListeners();
      const subscriptions = [1, 2, 3].map(() => NEVER.pipe(untilAborted(signal)).subscribe());
      for (const subscription of subscriptions) {
        assert.equal(listeners(), 1);
        subscription.unsubscribe();
      }
      assert.equal(listeners(), 0);
    });
  });

  it('is the source itself where there is no signal', () => {
    assert.strictEqual(NEVER.pipe(untilAborted(undefined)), NEVER);
  });
});

interface Counted {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  readonly listeners: () => number;
}

/** A signal that knows how many listeners wait on it. */
function countListeners(): Counted {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: never, options?: never) => {
    waiting.add(listener);
    add(type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: never) => {
    waiting.delete(listener);
    remove(type, listener);
  };
  return { signal, abort: () => controller.abort(), listeners: () => waiting.size };
}
