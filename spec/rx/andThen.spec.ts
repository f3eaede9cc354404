import { assert } from 'chai';
import { concat, EMPTY, finalize, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { andThen } from '../../lib/rx/andThen.ts';
import { gateOf } from '../../lib/rx/Gate.ts';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { runMarbles } from '../support/marbles.ts';

describe('andThen', () => {
  it('continues with the second Observable, and ends with it', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a|');
      const second = cold('-b-c|');
      expectObservable(source.pipe(andThen(() => second))).toBe('---b-c|');
      expectSubscriptions(source.subscriptions).toBe('^--!');
      expectSubscriptions(second.subscriptions).toBe('--^---!');
    });
  });

  it('gives the value to the project function', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('a|').pipe(andThen((value) => of(`${value}!`)))).toBe('(a|)', { a: 'a!' });
    });
  });

  it('completes with a source that has no value', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('---|').pipe(andThen(() => NEVER))).toBe('---|');
    });
  });

  it('passes the errors of both on', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--#').pipe(andThen(() => NEVER))).toBe('--#');
      expectObservable(cold('-a|').pipe(andThen(() => cold('b-#')))).toBe('-b-#');
    });
  });

  it('raises what the project function throws', () => {
    runMarbles(({ cold, expectObservable }) => {
      const broken = andThen((): Observable<string> => {
        throw new Error('broken');
      });
      expectObservable(cold('-a-|').pipe(broken)).toBe('-#', {}, new Error('broken'));
    });
  });

  it('unsubscribes from whichever runs', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a|');
      const second = cold('-b-c-d|');
      expectObservable(source.pipe(andThen(() => second)), '----!').toBe('---b-');
      expectSubscriptions(second.subscriptions).toBe('--^-!');
      const early = cold('--a|');
      expectObservable(early.pipe(andThen(() => second)), '-!').toBe('--');
      expectSubscriptions(early.subscriptions).toBe('^!');
    });
  });

  it('tears both down once, the first before the second ends', () => {
    const log: string[] = [];
    const second = new Subject<string>();
    of(1)
      .pipe(
        finalize(() => log.push('first')),
        andThen(() => second.pipe(finalize(() => log.push('second')))),
      )
      .subscribe({ next: (value) => log.push(value), complete: () => log.push('complete') });
    second.next('b');
    second.complete();
    assert.deepEqual(log, ['first', 'b', 'complete', 'second']);
  });

  it('lets the second one find the gate of the reader', async () => {
    let found = false;
    const second = new Observable<string>((subscriber) => {
      found = gateOf(subscriber) !== undefined;
      subscriber.complete();
    });
    for await (const value of toAsyncIterable(of(1).pipe(andThen(() => second)))) assert.fail(value);
    assert.isTrue(found);
  });

  it('is subscribed anew each time', () => {
    let count = 0;
    const answer$ = of(1).pipe(andThen(() => of(++count)));
    const heard: number[] = [];
    concat(answer$, EMPTY, answer$).subscribe((value) => heard.push(value));
    assert.deepEqual(heard, [1, 2]);
    throwError(() => new Error('first'))
      .pipe(andThen(() => of(++count)))
      .subscribe({ error: () => undefined });
    assert.equal(count, 2);
  });
});
