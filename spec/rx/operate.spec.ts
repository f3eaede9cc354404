import { assert } from 'chai';
import { NEVER, Observable, of, Subject, type Subscriber, throwError } from 'rxjs';
import { operate, type Handlers } from '../../lib/rx/operate.ts';
import { drain } from '../support/drain.ts';

const late = (): never => {
  throw new Error('late');
};

describe('operate', () => {
  it('opens its handlers once for each subscription', () => {
    let opened = 0;
    const counted = of('a', 'b').pipe(
      operate<string, string>((destination) => {
        let count = 0;
        opened++;
        return { next: (value) => destination.next(`${value}${++count}`) };
      }),
    );
    assert.equal(opened, 0);
    assert.deepEqual(drain(counted), ['a1', 'b2']);
    assert.deepEqual(drain(counted), ['a1', 'b2']);
    assert.equal(opened, 2);
  });

  it('passes on completion and errors where no handler is given', () => {
    const silent = operate<number, number>(() => ({ next: () => undefined }));
    assert.deepEqual(drain(of(1).pipe(silent)), []);
    assert.throws(() => drain(throwError(() => new Error('lost')).pipe(silent)), 'lost');
  });

  it('passes on values where no handler is given', () => {
    assert.deepEqual(drain(of(1, 2).pipe(operate<number, number>(() => ({})))), [1, 2]);
  });

  it('lets a handler complete in the place of an error, and fail in the place of a completion', () => {
    const calm = operate<number, string>((destination) => ({
      next: () => undefined,
      error: (error) => {
        destination.next(String(error));
        destination.complete();
      },
    }));
    assert.deepEqual(drain(throwError(() => 'lost').pipe(calm)), ['lost']);
    const strict = operate<number, string>((destination) => ({
      next: () => undefined,
      complete: () => destination.error(new Error('too early')),
    }));
    assert.throws(() => drain(of(1).pipe(strict)), 'too early');
  });

  describe('makes an error notification of what a handler throws, and unsubscribes the source:', () => {
    const mine = new TypeError('mine');
    const thrower = (): never => {
      throw mine;
    };
    const stages: Record<string, () => { next(): void; complete?(): void; error?(): void }> = {
      next: () => ({ next: thrower }),
      complete: () => ({ next: () => undefined, complete: thrower }),
      error: () => ({ next: () => undefined, error: thrower }),
      open: thrower,
    };
    for (const [where, open] of Object.entries(stages)) {
      it(`in ${where}`, () => {
        let teardowns = 0;
        let failure: unknown;
        const source = new Observable<number>((subscriber) => {
          subscriber.add(() => teardowns++);
          subscriber.next(1);
          if (where === 'complete') subscriber.complete();
          if (where === 'error') subscriber.error(new Error('other'));
        });
        source.pipe(operate(open)).subscribe({ error: (error) => (failure = error) });
        assert.strictEqual(failure, mine);
        assert.equal(teardowns, where === 'open' ? 0 : 1);
      });
    }
  });

  describe('tells nobody of what a handler throws once its consumer has left:', () => {
    const ways: Record<string, (destination: Subscriber<number>) => Handlers<number, number>> = {
      next: (destination) => ({
        next(value) {
          destination.next(value);
          late();
        },
      }),
      complete: (destination) => ({
        complete() {
          destination.next(0);
          late();
        },
      }),
      error: (destination) => ({
        error() {
          destination.next(0);
          late();
        },
      }),
    };
    for (const [where, open] of Object.entries(ways)) {
      it(`in ${where}`, () => {
        const source = new Subject<number>();
        const values: number[] = [];
        const subscription = source.pipe(operate(open)).subscribe((value) => {
          values.push(value);
          subscription.unsubscribe();
        });
        if (where === 'next') source.next(1);
        if (where === 'complete') source.complete();
        if (where === 'error') source.error(new Error('lost'));
        assert.lengthOf(values, 1);
        assert.isFalse(source.observed);
      });
    }
  });

  describe('tears down once', () => {
    const endings: Record<string, (source: Subject<number>, unsubscribe: () => void) => void> = {
      'at an unsubscription': (_, unsubscribe) => unsubscribe(),
      'at completion': (source) => source.complete(),
      'at an error': (source) => source.error(1),
      'when it ends itself': (source) => source.next(0),
      'when it throws': (source) => source.next(-1),
    };
    for (const [name, end] of Object.entries(endings)) {
      it(name, () => {
        let teardowns = 0;
        const source = new Subject<number>();
        const subscription = source
          .pipe(
            operate<number, number>((destination) => ({
              next: (value) => {
                if (value < 0) throw new Error('negative');
                if (value === 0) destination.complete();
              },
              teardown: () => teardowns++,
            })),
          )
          .subscribe({ error: () => undefined });
        source.next(1);
        assert.equal(teardowns, 0);
        end(source, () => subscription.unsubscribe());
        assert.equal(teardowns, 1);
        subscription.unsubscribe();
        assert.equal(teardowns, 1);
        assert.isFalse(source.observed);
      });
    }

    it('when its source has completed, though it goes on itself', () => {
      let teardowns = 0;
      const source = new Subject<number>();
      const silent = { next: () => undefined, complete: () => undefined, teardown: () => teardowns++ };
      source.pipe(operate(() => silent)).subscribe({ complete: () => assert.fail('it completed') });
      source.complete();
      assert.equal(teardowns, 1);
    });

    it('though its source throws as it is torn down', () => {
      let teardowns = 0;
      const source = new Observable<number>(() => () => {
        throw new Error('theirs');
      });
      const subscription = source
        .pipe(operate(() => ({ next: () => undefined, teardown: () => teardowns++ })))
        .subscribe();
      assert.throws(() => subscription.unsubscribe(), 'theirs');
      assert.equal(teardowns, 1);
    });

    it('if it ends while it opens, which subscribes nothing', () => {
      let teardowns = 0;
      let subscriptions = 0;
      const source = new Observable<number>(() => void subscriptions++);
      const early = source.pipe(
        operate<number, number>((destination) => {
          destination.complete();
          return { next: () => undefined, teardown: () => teardowns++ };
        }),
      );
      assert.deepEqual(drain(early), []);
      assert.equal(teardowns, 1);
      assert.equal(subscriptions, 0);
    });
  });

  it('calls no handler after its end', () => {
    const asked: string[] = [];
    let escaped: { next(value: number): void; complete(): void; error(error: unknown): void } | undefined;
    new Observable<number>((subscriber) => void (escaped = subscriber))
      .pipe(
        operate<number, number>(() => ({
          next: (value) => asked.push(`next ${value}`),
          complete: () => asked.push('complete'),
          error: () => asked.push('error'),
        })),
      )
      .subscribe()
      .unsubscribe();
    escaped?.next(1);
    escaped?.complete();
    escaped?.error(1);
    assert.isEmpty(asked);
  });

  it('unsubscribes what never ends', () => {
    let teardowns = 0;
    const source = new Observable<number>(() => () => teardowns++);
    source
      .pipe(operate(() => ({ next: () => undefined })))
      .subscribe()
      .unsubscribe();
    NEVER.pipe(operate(() => ({ next: () => undefined })))
      .subscribe()
      .unsubscribe();
    assert.equal(teardowns, 1);
  });
});
