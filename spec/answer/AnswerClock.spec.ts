import { assert, expect } from 'chai';
import { ignoreElements, merge, Observable, tap } from 'rxjs';
import { AnswerClock } from '../../lib/answer/AnswerClock.ts';
import { DeadlineError, type Deadlines } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

describe('AnswerClock', () => {
  /**
   * What happens to an answer, and when a clock passes. `h`: the headers come. `b`: bytes without content. `c`: content. `e`: the
   * end marker. `P` and `R`: the consumer pauses and resumes. A frame is a millisecond.
   */
  const table: readonly (readonly [
    name: string,
    deadlines: Deadlines,
    script: string,
    expected: string,
    error?: readonly [DeadlineError['deadline'], number],
  ])[] = [
    ['headers: from sending', { headersMs: 5 }, '------', '-----#', ['headers', 5]],
    ['headers: in time', { headersMs: 5, firstContentMs: 5 }, '----h', '---------#', ['first-content', 5]],
    ['headers: 60 s where nothing is said', {}, '-', '60000ms #', ['headers', 60_000]],
    ['first-content: 300 s where nothing is said', {}, '-h', '300001ms #', ['first-content', 300_000]],
    ['idle: 120 s where nothing is said', {}, '-h-c', '120003ms #', ['idle', 120_000]],
    ['total: none where nothing is said', { headersMs: false, firstContentMs: false, idleMs: false }, '-h-c', '-'],

    ['first-content: from the headers', { firstContentMs: 5 }, '---h', '--------#', ['first-content', 5]],
    ['first-content: bytes are no content', { firstContentMs: 5 }, '-hbbbbbbbb', '------#', ['first-content', 5]],
    ['first-content: in time', { firstContentMs: 5, idleMs: 7 }, '-h---c', '----- 7ms #', ['idle', 7]],

    ['idle: from content to content', { idleMs: 5 }, '-hc---c---c', '---------------#', ['idle', 5]],
    ['idle: bytes are no content', { idleMs: 5 }, '-hcbbbbbbbb', '-------#', ['idle', 5]],
    ['idle: from the end marker anew', { idleMs: 5 }, '-hc---e', '-----------#', ['idle', 5]],
    ['idle: from the first of many end markers', { idleMs: 5 }, '-hc-eeeeee', '---------#', ['idle', 5]],
    ['idle: from content behind an end marker', { idleMs: 5 }, '-hc-e--c--e', '------------#', ['idle', 5]],
    ['idle: from an end marker without content', { idleMs: 5, firstContentMs: 9 }, '-h-e', '--------#', ['idle', 5]],

    ['total: from sending to the end', { totalMs: 9 }, '-h-c-c-c-c-c-c', '---------#', ['total', 9]],
    ['total: runs while the consumer has paused', { totalMs: 9 }, '-hcP', '---------#', ['total', 9]],
    ['total: before the headers too', { totalMs: 3, headersMs: 5 }, '-', '---#', ['total', 3]],

    ['false: no headers', { headersMs: false, firstContentMs: 2 }, '9s h', '9s --#', ['first-content', 2]],
    ['false: no first-content', { firstContentMs: false, idleMs: 2 }, '-h 9s c', '-- 9s --#', ['idle', 2]],
    ['false: no idle', { idleMs: false, totalMs: 9000 }, '-hc', '9s #', ['total', 9000]],
    ['false: no total', { totalMs: false, headersMs: 2 }, '-', '--#', ['headers', 2]],

    ['a pause: headers runs', { headersMs: 5 }, '-P', '-----#', ['headers', 5]],
    ['a pause: headers runs on behind it', { headersMs: 5 }, '-P-R', '-----#', ['headers', 5]],
    ['a pause: first-content stands still', { firstContentMs: 5 }, '-h-P-----R', '------------#', ['first-content', 5]],
    ['a pause: idle stands still', { idleMs: 5 }, '-hc-P-----R', '-------------#', ['idle', 5]],
    ['a pause: and never ends', { idleMs: 5, firstContentMs: 5 }, '-h-P', '-'],
    [
      'a pause before the headers: first-content waits',
      { firstContentMs: 5 },
      'P--h----R',
      '-------------#',
      ['first-content', 5],
    ],
    ['a pause: content in it starts idle at its end', { idleMs: 5 }, '-hcPc---R', '-------------#', ['idle', 5]],
    ['a pause: the end marker in it starts idle at its end', { idleMs: 5 }, '-hcPe---R', '-------------#', ['idle', 5]],
    ['two pauses', { idleMs: 5 }, '-hc-P---R-P---R', '---------------#', ['idle', 5]],
    ['to resume twice changes nothing', { idleMs: 5 }, '-hcP-R-R', '---------#', ['idle', 5]],
    ['to resume without a pause changes nothing', { idleMs: 5 }, '-hcRRR', '-------#', ['idle', 5]],

    ['longer than a timer takes', { headersMs: 2 ** 31 + 5 }, '-', `${2 ** 31 + 5}ms #`, ['headers', 2 ** 31 + 5]],
    [
      'longer than a timer takes, thrice',
      { totalMs: 3 * 2 ** 31, headersMs: false },
      '-',
      `${3 * 2 ** 31}ms #`,
      ['total', 3 * 2 ** 31],
    ],
  ];
  for (const [name, deadlines, script, expected, [deadline, milliseconds] = []] of table) {
    it(name, () => {
      const error = deadline && new DeadlineError(deadline, milliseconds ?? 0);
      expectClock(deadlines, true, script, expected, error);
    });
  }

  it('gives one JSON answer 600 s for its headers where nothing is said', () => {
    expectClock({}, false, '-', '600s #', new DeadlineError('headers', 600_000));
    expectClock({ headersMs: 5 }, false, '-', '-----#', new DeadlineError('headers', 5));
  });

  it('is silent once it is stopped', () => {
    runMarbles(({ cold, expectObservable }) => {
      const clock = new AnswerClock({ headersMs: 5, firstContentMs: 5, idleMs: 5, totalMs: 5 }, true);
      const passed = new Observable<string>((subscriber) => clock.start(() => subscriber.next('passed')));
      const script = cold('-shPRc', actions(clock)).pipe(
        tap((act) => act()),
        ignoreElements(),
      );
      expectObservable(merge(passed, script)).toBe('-');
    });
  });

  it('does not set a timer for each piece of content', () => {
    const delays = timersOf(() => {
      const clock = new AnswerClock({}, true);
      clock.start(() => undefined);
      clock.headers();
      for (let i = 0; i < 1000; i++) {
        clock.piece();
        clock.content();
      }
      clock.stop();
    });
    assert.lengthOf(delays, 3);
  });

  describe('on a busy machine', () => {
    it('reads what waits in the socket before it judges', async () => {
      let passed: DeadlineError | undefined;
      const clock = new AnswerClock({ idleMs: 20 }, true);
      clock.start((error) => (passed ??= error));
      clock.headers();
      clock.piece();
      clock.content();
      block(100);
      // What the socket had: it is read in the turn of the event loop in which the timer fires, behind it.
      await new Promise<void>((resolve) => {
        setImmediate(() => {
          clock.piece();
          clock.content();
          resolve();
        });
      });
      assert.equal(passed, undefined);
      clock.stop();
    });

    it('judges when nothing waited', async () => {
      const passed = new Promise<DeadlineError>((resolve) => {
        const clock = new AnswerClock({ idleMs: 20 }, true);
        clock.start(resolve);
        clock.headers();
        clock.piece();
        clock.content();
        block(100);
      });
      expect(await passed).to.include({ name: 'DeadlineError', deadline: 'idle', milliseconds: 20 });
    });
  });

  it('looks at no clock that is set', async () => {
    const { now } = Date;
    const passed = new Promise<DeadlineError>((resolve) => {
      const clock = new AnswerClock({ idleMs: 20 }, true);
      clock.start(resolve);
      clock.headers();
      clock.piece();
      clock.content();
    });
    Date.now = () => now() - 3_600_000;
    try {
      expect(await passed).to.include({ deadline: 'idle' });
    } finally {
      Date.now = now;
    }
  });

  it('gives no timer a longer delay than it takes', () => {
    const delays = timersOf(() => {
      const clock = new AnswerClock({ headersMs: 2 ** 31, totalMs: Infinity }, true);
      clock.start(() => undefined);
      clock.stop();
    });
    assert.deepEqual(delays, [2_147_483_647, 2_147_483_647]);
  });
});

type Actions = Readonly<Record<string, () => void>>;

function actions(clock: AnswerClock): Actions {
  return {
    h: () => clock.headers(),
    b: () => clock.piece(),
    c: () => {
      clock.piece();
      clock.content();
    },
    e: () => {
      clock.piece();
      clock.endMarker();
    },
    P: () => clock.pause(),
    R: () => clock.resume(),
    s: () => clock.stop(),
  };
}

function expectClock(
  deadlines: Deadlines,
  stream: boolean,
  script: string,
  expected: string,
  error?: DeadlineError,
): void {
  runMarbles(({ cold, expectObservable }) => {
    const clock = new AnswerClock(deadlines, stream);
    const passed = new Observable<never>((subscriber) => {
      clock.start((failure) => subscriber.error(failure));
      return () => clock.stop();
    });
    const happens = cold(script, actions(clock)).pipe(
      tap((act) => act()),
      ignoreElements(),
    );
    expectObservable(merge(passed, happens)).toBe(expected, undefined, error);
  });
}

/** The delays of the timers that RxJS sets meanwhile. */
function timersOf(act: () => void): unknown[] {
  const { setInterval } = globalThis;
  const delays: unknown[] = [];
  globalThis.setInterval = ((...parameters: Parameters<typeof setInterval>) => {
    delays.push(parameters[1]);
    return setInterval(...parameters);
  }) as typeof setInterval;
  try {
    act();
  } finally {
    globalThis.setInterval = setInterval;
  }
  return delays;
}

/** Keeps the process from looking at its timers and sockets for so long. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
