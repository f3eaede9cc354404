import { assert } from 'chai';
import { ignoreElements, merge, Observable, tap } from 'rxjs';
import { type Silence, SilenceClock, type SilenceLimits } from '../../lib/answer/SilenceClock.ts';
import { block } from '../support/block.ts';
import { runMarbles } from '../support/marbles.ts';
import { timersOf } from '../support/timersOf.ts';

const NEVER: SilenceLimits = { firstContentMs: false, idleMs: false };

describe('SilenceClock', () => {
  /**
   * What happens to an answer, and when the clock calls it silent. `c`: content. `i`: idle begins, as at the last finish reason. `P` and
   * `R`: the consumer pauses and resumes. A frame is a millisecond.
   */
  const table: readonly (readonly [
    name: string,
    limits: Partial<SilenceLimits>,
    script: string,
    expected: string,
    silence?: readonly [Silence['deadline'], number],
  ])[] = [
    ['first-content: from the beginning', { firstContentMs: 5 }, '------', '-----#', ['first-content', 5]],
    ['first-content: in time', { firstContentMs: 5, idleMs: 7 }, '----c', '---- 7ms #', ['idle', 7]],
    ['idle: from content to content', { idleMs: 5 }, '-c---c---c', '--------------#', ['idle', 5]],
    ['idle: it begins anew at the last finish reason', { idleMs: 5 }, '-c---i', '----------#', ['idle', 5]],
    ['idle: also without content', { idleMs: 5, firstContentMs: 9 }, '--i', '-------#', ['idle', 5]],
    ['idle: and with content after it', { idleMs: 5 }, '-c-i--c--i', '--------------#', ['idle', 5]],

    ['false: no first-content', { firstContentMs: false, idleMs: 2 }, '9s c', '9s --#', ['idle', 2]],
    ['false: no idle', { firstContentMs: 2, idleMs: false }, '-c', '-'],
    ['false: neither', {}, '-', '-'],

    ['a pause: first-content stands still', { firstContentMs: 5 }, '--P-----R', '-----------#', ['first-content', 5]],
    ['a pause: idle stands still', { idleMs: 5 }, '-c-P-----R', '------------#', ['idle', 5]],
    ['a pause: and never ends', { idleMs: 5, firstContentMs: 5 }, '--P', '-'],
    ['a pause: content in it starts idle at its end', { idleMs: 5 }, '-cPc---R', '------------#', ['idle', 5]],
    ['a pause: a finish reason in it starts idle at its end', { idleMs: 5 }, '-cPi---R', '------------#', ['idle', 5]],
    ['two pauses', { idleMs: 5 }, '-c-P---R-P---R', '--------------#', ['idle', 5]],
    ['to resume twice changes nothing', { idleMs: 5 }, '-cP-R-R', '--------#', ['idle', 5]],
    ['to resume without a pause changes nothing', { idleMs: 5 }, '-cRRR', '------#', ['idle', 5]],

    [
      'longer than a timer takes',
      { firstContentMs: 2 ** 31 + 5 },
      '-',
      `${2 ** 31 + 5}ms #`,
      ['first-content', 2 ** 31 + 5],
    ],
    ['stopped: silent for ever', { idleMs: 5, firstContentMs: 5 }, '-csPRc', '-'],
    ['stopped before content', { idleMs: 5, firstContentMs: 5 }, '-sic', '-'],
  ];
  for (const [name, limits, script, expected, [deadline, milliseconds] = []] of table) {
    it(name, () => {
      runMarbles(({ cold, expectObservable }) => {
        // Made when it is subscribed, since it looks at the time.
        const answer = new Observable<never>((subscriber) => {
          const clock = new SilenceClock({ ...NEVER, ...limits }, (silence) => subscriber.error(silence));
          const happens = cold(script, actions(clock)).pipe(
            tap((act) => act()),
            ignoreElements(),
          );
          subscriber.add(merge(happens).subscribe());
          return () => clock.stop();
        });
        expectObservable(answer).toBe(expected, undefined, deadline && { deadline, milliseconds });
      });
    });
  }

  it('sets one timer, however much content comes', () => {
    const delays = timersOf(() => {
      const clock = new SilenceClock({ firstContentMs: 1000, idleMs: 1000 }, () => undefined);
      for (let i = 0; i < 1000; i++) clock.content();
      clock.stop();
    });
    assert.lengthOf(delays, 1);
  });

  it('reads the time once for all content of a turn, when the turn is over', async () => {
    const real = performance.now.bind(performance);
    let reads = 0;
    performance.now = () => {
      reads++;
      return real();
    };
    try {
      const clock = new SilenceClock({ firstContentMs: 1000, idleMs: 1000 }, () => undefined);
      const before = reads;
      for (let i = 0; i < 1000; i++) clock.content();
      assert.equal(reads, before);
      await Promise.resolve();
      assert.equal(reads, before + 1);
      clock.stop();
    } finally {
      delete (performance as { now?: unknown }).now;
    }
  });

  it('reads what waits in the socket of a busy machine before it judges', async () => {
    const silences: Silence[] = [];
    const clock = new SilenceClock({ firstContentMs: false, idleMs: 20 }, (silence) => silences.push(silence));
    clock.content();
    block(100);
    // What the socket had: it is read in the turn of the event loop in which the timer fires, after it.
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        clock.content();
        resolve();
      });
    });
    clock.stop();
    assert.deepEqual(silences, []);
  });

  it('judges where nothing waited', async () => {
    const silence = await new Promise<Silence>((resolve) => {
      new SilenceClock({ firstContentMs: false, idleMs: 20 }, resolve).content();
      block(100);
    });
    assert.deepEqual(silence, { deadline: 'idle', milliseconds: 20 });
  });
});

function actions(clock: SilenceClock): Readonly<Record<string, () => void>> {
  return {
    c: () => clock.content(),
    i: () => clock.enterIdle(),
    P: () => clock.pause(),
    R: () => clock.resume(),
    s: () => clock.stop(),
  };
}
