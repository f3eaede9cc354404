import { assert } from 'chai';
import {
  asapScheduler,
  bufferCount,
  catchError,
  concatMap,
  concatWith,
  defer,
  delay,
  EMPTY,
  exhaustMap,
  expand,
  filter,
  finalize,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  NEVER,
  Observable,
  observeOn,
  of,
  type OperatorFunction,
  pairwise,
  publish,
  race,
  refCount,
  retry,
  scan,
  share,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timeout,
  type Unsubscribable,
  withLatestFrom,
} from 'rxjs';
import { Gate, GateSubscriber, gateOf } from '../../lib/rx/Gate.ts';
import { operate } from '../../lib/rx/operate.ts';
import { accumulate, ChunkStream, rights, toText } from '../../lib/index.ts';
import { PausableSource } from '../support/PausableSource.ts';

describe('Gate', () => {
  it('passes a wish on to each valve, once', () => {
    const log: string[] = [];
    const gate = new Gate();
    const detach = gate.attach({ pause: () => log.push('a pauses'), resume: () => log.push('a resumes') });
    gate.attach({ pause: () => log.push('b pauses'), resume: () => log.push('b resumes') });
    gate.pause();
    gate.pause();
    assert.isTrue(gate.paused);
    gate.resume();
    gate.resume();
    assert.isFalse(gate.paused);
    detach();
    gate.pause();
    assert.deepEqual(log, ['a pauses', 'b pauses', 'a resumes', 'b resumes', 'b pauses']);
  });

  it('shuts a valve that comes while it is shut', () => {
    const log: string[] = [];
    const gate = new Gate();
    gate.pause();
    gate.attach({ pause: () => log.push('pauses'), resume: () => log.push('resumes') });
    assert.deepEqual(log, ['pauses']);
    gate.resume();
    assert.deepEqual(log, ['pauses', 'resumes']);
  });

  it('opens no further valve where one that opens makes the consumer wait again', () => {
    const log: string[] = [];
    const gate = new Gate();
    gate.attach({
      pause: () => log.push('a pauses'),
      resume: () => {
        log.push('a resumes');
        if (log.length < 5) gate.pause();
      },
    });
    gate.attach({ pause: () => log.push('b pauses'), resume: () => log.push('b resumes') });
    gate.pause();
    gate.resume();
    assert.deepEqual(log, ['a pauses', 'b pauses', 'a resumes', 'a pauses', 'b pauses']);
    assert.isTrue(gate.paused);
    gate.resume();
    assert.deepEqual(log.slice(5), ['a resumes', 'b resumes']);
  });

  describe('is found from a source behind', () => {
    for (const [name, operator] of Object.entries(keeping())) {
      it(name, () => assert.equal(attachedThrough(operator), 1));
    }

    it('race and merge, by each source', () => {
      const sources = [new PausableSource<number>(), new PausableSource<number>()];
      for (const join of [race(...sources), merge(...sources)]) {
        const subscription = subscribeWithGate(join);
        assert.deepEqual(
          sources.map(({ attached }) => attached),
          [1, 1],
        );
        subscription.unsubscribe();
      }
    });

    it('nothing at all', () =>
      assert.equal(
        attachedThrough((source) => source),
        1,
      ));

    it('another copy of the package', () => {
      const gate = new Gate();
      assert.strictEqual(gateOf({ destination: { [Symbol.for('rxllm.gate')]: gate } }), gate);
    });
  });

  describe('is lost, so that values are buffered, behind', () => {
    for (const [name, operator] of Object.entries(losing())) {
      it(name, () => assert.equal(attachedThrough(operator), 0));
    }

    it('a consumer without one', () => {
      const source = new PausableSource<number>();
      const subscription = source.pipe(map((n) => n)).subscribe();
      assert.isTrue(source.observed);
      assert.equal(source.attached, 0);
      subscription.unsubscribe();
    });
  });

  it('breaks nothing where there is none, whatever stands in its place', () => {
    for (const subscriber of [undefined, null, 1, 'text', {}, { destination: undefined }, { destination: null }]) {
      assert.isUndefined(gateOf(subscriber));
    }
    assert.isUndefined(gateOf({ destination: { destination: { destination: 5 } } }));
  });

  it('holds while a source is subscribed late, and while it is subscribed anew', () => {
    const source = new PausableSource<number>();
    const trigger = new Subject<void>();
    const consumer = new Consumer<number>();
    trigger.pipe(switchMap(() => source)).subscribe(consumer);
    consumer.gate.pause();
    trigger.next();
    assert.deepEqual(source.log, ['pause']);
    trigger.next();
    assert.deepEqual(source.log, ['pause', 'pause']);
    assert.equal(source.attached, 1, 'the first one let go');
    consumer.gate.resume();
    assert.deepEqual(source.log, ['pause', 'pause', 'resume']);
  });
});

/** A consumer that may wait. */
class Consumer<T> extends GateSubscriber<T> {
  override get gate(): Gate {
    return super.gate;
  }

  protected override _next(): void {}
}

function subscribeWithGate(source: Observable<unknown>): Unsubscribable {
  return source.subscribe(new Consumer<unknown>());
}

/** How many gates a source finds through an operator, between its first value and its end. */
function attachedThrough(operator: OperatorFunction<number, unknown>): number {
  const source = new PausableSource<number>();
  const subscription = subscribeWithGate(source.pipe(operator));
  assert.isTrue(source.observed, 'the source is subscribed');
  const { attached } = source;
  source.emit(1, 2);
  subscription.unsubscribe();
  assert.equal(source.attached, 0, 'and lets go');
  return attached;
}

/** Operators that pass values on to one consumer. */
function keeping(): Record<string, OperatorFunction<number, unknown>> {
  return {
    map: map((n) => n),
    filter: filter(() => true),
    scan: scan((sum, n) => sum + n, 0),
    tap: tap(),
    take: take(5),
    takeUntil: takeUntil(NEVER),
    pairwise: pairwise(),
    bufferCount: bufferCount(2),
    startWith: startWith(0),
    finalize: finalize(() => undefined),
    retry: retry(2),
    'retry, at the second try': (source) => failingOnce(source).pipe(retry(1)),
    catchError: catchError(() => EMPTY),
    'catchError, by the source that it changes to': (source) => throwError(() => 1).pipe(catchError(() => source)),
    timeout: timeout(10_000),
    delay: delay(0),
    observeOn: observeOn(asapScheduler),
    withLatestFrom: withLatestFrom(of(1)),
    defer: (source) => defer(() => source),
    concat: (source) => EMPTY.pipe(concatWith(source)),
    concatMap: (source) => of(1).pipe(concatMap(() => source)),
    mergeMap: (source) => of(1).pipe(mergeMap(() => source)),
    switchMap: (source) => of(1).pipe(switchMap(() => source)),
    exhaustMap: (source) => of(1).pipe(exhaustMap(() => source)),
    expand: expand(() => EMPTY),
    'an Observable that hands its subscriber on': (source) =>
      new Observable((subscriber) => source.subscribe(subscriber)),
    'ChunkStream.from': (source) => ChunkStream.from(source as never),
    'an operator of ours': operate(() => ({ next: () => undefined })),
    'toText, accumulate and rights': (source) =>
      merge(source).pipe(toText() as never, accumulate() as never, rights() as never),
  };
}

/** Operators between several consumers, and subscribers that hide theirs. */
function losing(): Record<string, MonoTypeOperatorFunction<number>> {
  return {
    share: share(),
    shareReplay: shareReplay({ bufferSize: 1, refCount: true }),
    'publish and refCount': (source) => source.pipe(publish(), refCount()),
    'an Observable with an observer of its own': (source) =>
      new Observable((subscriber) => source.subscribe({ next: (value) => subscriber.next(value) })),
    'a Subject': (source) => {
      const subject = new Subject<number>();
      return new Observable((subscriber) => {
        subscriber.add(subject.subscribe(subscriber));
        subscriber.add(source.subscribe(subject));
      });
    },
  };
}

function failingOnce(source: Observable<number>): Observable<number> {
  let failed = false;
  return defer(() => {
    if (failed) return source;
    failed = true;
    return throwError(() => new Error('once'));
  });
}
