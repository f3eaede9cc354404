import { assert } from 'chai';
import {
  catchError,
  concatMap,
  defer,
  map,
  mergeMap,
  NEVER,
  Observable,
  of,
  retry,
  share,
  Subject,
  takeUntil,
} from 'rxjs';
import { commit, commitKey } from '../../lib/rx/commit.ts';
import { operate } from '../../lib/rx/operate.ts';

/** Counts how often it hears of a commitment. */
function listener() {
  const heard = { times: 0 };
  const hears = <T>() => operate<T, T>(() => ({ committed: () => void heard.times++ }));
  return { heard, hears };
}

const committing = new Observable<number>((subscriber) => commit(subscriber));

describe('commit', () => {
  it('is heard by every operator between the source and its consumer, once each', () => {
    const { heard, hears } = listener();
    committing.pipe(hears(), hears()).subscribe();
    assert.equal(heard.times, 2);
  });

  const between: Readonly<Record<string, (source: Observable<number>) => Observable<number>>> = {
    map: (source) => source.pipe(map((n) => n + 1)),
    retry: (source) => source.pipe(retry()),
    catchError: (source) => source.pipe(catchError(() => NEVER)),
    takeUntil: (source) => source.pipe(takeUntil(NEVER)),
    mergeMap: (source) => of(1).pipe(mergeMap(() => source)),
    concatMap: (source) => of(1).pipe(concatMap(() => source)),
    defer: (source) => defer(() => source),
    'an operator of ours that does not listen': (source) => source.pipe(operate(() => ({}))),
  };
  for (const [name, operator] of Object.entries(between)) {
    it(`is heard after ${name}`, () => {
      const { heard, hears } = listener();
      operator(committing).pipe(hears()).subscribe();
      assert.equal(heard.times, 1);
    });
  }

  it('is not heard in front of the source that commits itself, nor after share', () => {
    const { heard, hears } = listener();
    of(1)
      .pipe(
        hears(),
        mergeMap(() => committing),
      )
      .subscribe();
    committing.pipe(share(), hears()).subscribe();
    assert.equal(heard.times, 0);
  });

  it('goes on where a listener ends the subscription', () => {
    const { heard, hears } = listener();
    const stop = new Subject<void>();
    committing
      .pipe(
        operate<number, number>(() => ({ committed: () => stop.next() })),
        takeUntil(stop),
        hears(),
      )
      .subscribe();
    assert.equal(heard.times, 1);
  });

  it('is heard by another copy of the package', () => {
    let times = 0;
    commit({ destination: { [Symbol.for('rxllm.commit')]: () => void times++ } });
    assert.equal(times, 1);
    assert.strictEqual(commitKey, Symbol.for('rxllm.commit'));
  });

  it('breaks nothing where there is no listener, whatever stands in the place of a subscriber', () => {
    for (const subscriber of [
      undefined,
      null,
      1,
      {},
      { destination: undefined },
      { destination: { destination: 5 } },
    ]) {
      commit(subscriber);
    }
  });
});
