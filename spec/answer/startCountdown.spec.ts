import { assert } from 'chai';
import { asyncScheduler, Observable } from 'rxjs';
import { startCountdown } from '../../lib/answer/startCountdown.ts';
import { machineClock } from '../../lib/rx/Clock.ts';
import { chooseClock } from '../../lib/rx/chooseClock.ts';
import { block } from '../support/block.ts';
import { runMarbles } from '../support/marbles.ts';

const inAnHour = (): number => Date.now() + 3_600_000;

/** When the span began, asked at different times. */
const anewAtThreeAndSeven = (): number => [7, 3, 0].find((begin) => asyncScheduler.now() >= begin) ?? 0;

/** Says `x` when the span is over. */
const spanOf = (limitMs: number, since: () => number = () => 0): Observable<string> =>
  new Observable((subscriber) =>
    startCountdown({
      limitMs: () => limitMs,
      shortestMs: limitMs,
      since,
      act: () => subscriber.next('x'),
      clock: chooseClock(),
    }),
  );

describe('startCountdown', () => {
  it('acts once, when the span is over', () => {
    runMarbles(({ expectObservable }) => {
      expectObservable(spanOf(5)).toBe('-----x');
    });
  });

  it('looks at the beginning when its timer fires, which may be another one by then', () => {
    runMarbles(({ expectObservable }) => {
      expectObservable(spanOf(5, anewAtThreeAndSeven)).toBe('------------x');
    });
  });

  it('acts on nothing once it is unsubscribed', () => {
    runMarbles(({ expectObservable }) => {
      expectObservable(spanOf(5), '^--!').toBe('-');
    });
  });

  it('gives as long again as its timer was late, once for each beginning', async () => {
    const { now } = machineClock;
    const begin = now();
    const over = new Promise<number>((resolve) => {
      startCountdown({
        limitMs: () => 20,
        shortestMs: 20,
        since: () => begin,
        act: () => resolve(now()),
        clock: machineClock,
      });
    });
    block(120);
    const blockedUntil = now();
    // Some 100 ms late, so some 100 ms more; a timer may fire a millisecond early.
    assert.isAtLeast((await over) - blockedUntil, blockedUntil - begin - 20 - 2);
  });

  it('gives a second at most', async () => {
    const begin = Date.now();
    const over = new Promise<void>((resolve) => {
      startCountdown({
        limitMs: () => 1,
        shortestMs: 1,
        since: () => begin,
        act: resolve,
        clock: { ...machineClock, now: inAnHour },
      });
    });
    await over;
    assert.isAtLeast(Date.now() - begin, 990);
  });
});
