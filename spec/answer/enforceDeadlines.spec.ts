import { assert } from 'chai';
import { tap } from 'rxjs';
import { AnswerClock } from '../../lib/answer/AnswerClock.ts';
import { GateSubscriber } from '../../lib/rx/Gate.ts';
import { DeadlineError, type Deadlines } from '../../lib/index.ts';
import { enforceDeadlines } from '../../lib/answer/enforceDeadlines.ts';
import { toBytes } from '../support/bytes.ts';
import { runMarbles } from '../support/marbles.ts';
import { PausableSource } from '../support/PausableSource.ts';

const pieces = { a: toBytes('a'), b: toBytes('b'), c: toBytes('c') };

describe('enforceDeadlines', () => {
  it('ends an answer whose clock passes, and unsubscribes the source', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const clock = clockOf({ idleMs: 6 });
      const bytes$ = hot(' --a--b------c--|', pieces);
      const subs = '       ^----------!    ';
      const expected = '   --a--b-----#    ';

      const watched = bytes$.pipe(
        enforceDeadlines(clock),
        tap(() => clock.content()),
      );
      expectObservable(watched).toBe(expected, pieces, new DeadlineError('idle', 6));
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  it('lets bytes without content pass, and does not take them for any', () => {
    runMarbles(({ hot, expectObservable }) => {
      const bytes$ = hot(' --a-b-c-a-b-c-a', pieces);
      const expected = '   --a-b-c-a#     ';

      const watched = bytes$.pipe(enforceDeadlines(clockOf({ headersMs: 9 })));
      expectObservable(watched).toBe(expected, pieces, new DeadlineError('headers', 9));
    });
  });

  it('starts with the subscription, and stops with it', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const bytes$ = cold('        -a|', pieces);
      const unsub = '      ^----!     ';
      const subs = '       ^-!        ';
      const expected = '   -a|        ';

      expectObservable(bytes$.pipe(enforceDeadlines(clockOf({ headersMs: 4 }))), unsub).toBe(expected, pieces);
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  it('passes on an error, and what comes before it, without waiting', () => {
    runMarbles(({ hot, expectObservable }) => {
      const bytes$ = hot(' --a#', pieces);
      const expected = '   --a#';

      expectObservable(bytes$.pipe(enforceDeadlines(clockOf({ headersMs: 9 })))).toBe(expected, pieces);
    });
  });

  it('stands still while its consumer waits', () => {
    const log: string[] = [];
    const clock = new AnswerClock({}, true);
    clock.pause = () => void log.push('pause');
    clock.resume = () => void log.push('resume');
    const source = new PausableSource<Uint8Array>();
    const consumer = new Consumer();
    source.pipe(enforceDeadlines(clock)).subscribe(consumer);
    consumer.pause();
    consumer.resume();
    assert.deepEqual(log, ['pause', 'resume']);
    assert.deepEqual(source.log, ['pause', 'resume'], 'as its source does');
    consumer.unsubscribe();
    consumer.pause();
    assert.deepEqual(log, ['pause', 'resume'], 'and lets go at the end');
  });
});

class Consumer extends GateSubscriber<Uint8Array> {
  pause(): void {
    this.gate.pause();
  }

  resume(): void {
    this.gate.resume();
  }
}

/** One that takes its time from the scheduler of the marbles, so it has to be made while they run. */
function clockOf(deadlines: Deadlines): AnswerClock {
  return new AnswerClock(deadlines, true);
}
