import { assert } from 'chai';
import { of } from 'rxjs';
import { isDone, takeUntilDone } from '../../lib/answer/takeUntilDone.ts';
import type { SseEvent } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';

const events = { a: event('a'), b: event('b'), D: event('[DONE]') };

describe('takeUntilDone', () => {
  it('completes at the end marker, and unsubscribes the source: nothing behind it is read', () => {
    let told = 0;
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-D-a-|', events);
      const subs = '      ^----!    ';
      const expected = '  -a-b-|    ';

      expectObservable(source.pipe(takeUntilDone(() => told++))).toBe(expected, events);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
    assert.equal(told, 1);
  });

  it('completes with a source that has none, and is not told of it', () => {
    let told = 0;
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-a-b-|', events);
      const expected = '  -a-b-|';

      expectObservable(source.pipe(takeUntilDone(() => told++))).toBe(expected, events);
    });
    assert.equal(told, 0);
  });

  it('is told before the completion', () => {
    const log: string[] = [];
    of(events.a, events.D, events.b)
      .pipe(takeUntilDone(() => log.push('done')))
      .subscribe({ next: ({ data }) => log.push(data), complete: () => log.push('complete') });
    assert.deepEqual(log, ['a', 'done', 'complete']);
  });

  it('takes white space around the marker for nothing, and nothing else for the marker', () => {
    for (const data of ['[DONE]', ' [DONE]', '[DONE]  ', '\t[DONE]\n']) assert.isTrue(isDone(event(data)), data);
    for (const data of ['', 'DONE', '[done]', '"[DONE]"', '[DONE].', '[DONE] [DONE]', `[DONE]${' '.repeat(20)}x`]) {
      assert.isFalse(isDone(event(data)), data);
    }
  });
});

function event(data: string): SseEvent {
  return { type: 'message', data, lastEventId: '' };
}
