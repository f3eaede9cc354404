import { assert } from 'chai';
import { Observable } from 'rxjs';
import { type Gate, GateSubscriber } from '../../lib/rx/Gate.ts';
import { Ticker } from '../../lib/rx/Ticker.ts';
import { runMarbles } from '../support/marbles.ts';
import { watchGate } from '../support/watchGate.ts';

/** A ticker every 4 frames, which does one piece of work in each tick, and gives how long it was since the last. */
class Worker {
  readonly consumer = new Consumer();
  ticker!: Ticker;
  work = 0;
  ticks = 0;

  readonly ticks$ = new Observable<string>((subscriber) => {
    const tick = (elapsedMs: number): boolean => {
      this.ticks++;
      if (this.work === 0) return false;
      this.work--;
      subscriber.next(String(elapsedMs));
      return true;
    };
    this.ticker = new Ticker(subscriber, { everyMs: 4, tick });
  });

  start(work: number): void {
    this.work += work;
    this.ticker.start();
  }
}

describe('Ticker', () => {
  it('ticks at once, and then as often as it is told, until there is nothing to do', () => {
    runMarbles(({ cold, expectObservable }) => {
      const worker = new Worker();
      const does = cold('  --3---------------1-|');
      const expected = '   --0---4---4-------0--';

      expectObservable(worker.ticks$).toBe(expected);
      does.subscribe((work) => worker.start(Number(work)));
    });
  });

  it('does not tick sooner where it is started anew before it rests', () => {
    runMarbles(({ cold, expectObservable }) => {
      const worker = new Worker();
      const does = cold('  -1-1--------|');
      const expected = '   -0---4-------';

      expectObservable(worker.ticks$).toBe(expected);
      does.subscribe((work) => worker.start(Number(work)));
    });
  });

  it('ends with its consumer, and is not started any more', () => {
    runMarbles(({ cold, expectObservable, flush }) => {
      const worker = new Worker();
      const does = cold('  -3------1-----|');
      const unsub = '      ------!        ';
      const expected = '   -0---4-        ';

      expectObservable(worker.ticks$, unsub).toBe(expected);
      does.subscribe((work) => worker.start(Number(work)));
      flush();
      assert.equal(worker.ticks, 2);
    });
  });

  it('stands still while the consumer wants to wait, and its clock with it', () => {
    runMarbles(({ cold, flush }) => {
      const worker = new Worker();
      const { consumer } = worker;
      const clock: number[] = [];
      worker.ticks$.subscribe(consumer);
      cold('1-----p------r-------|').subscribe((act) => {
        if (act === '1') worker.start(9);
        if (act === 'p') consumer.gate.pause();
        if (act === 'r') consumer.gate.resume();
      });
      cold('-------a----b----c|').subscribe(() => clock.push(worker.ticker.now));
      flush();
      // At 0 and 4; paused from 6 to 13; the tick due at 8 comes at 15.
      assert.deepEqual(consumer.seen.slice(0, 4), ['0', '4', '4', '4']);
      assert.deepEqual(clock, [6, 6, 10]);
    });
  });

  it('begins when the consumer goes on, where it is started meanwhile', () => {
    runMarbles(({ cold, flush }) => {
      const worker = new Worker();
      const { consumer } = worker;
      const at: number[] = [];
      consumer.gate.pause();
      worker.ticks$.subscribe(consumer);
      cold('-1---r----|').subscribe((act) => {
        if (act === '1') worker.start(1);
        else consumer.gate.resume();
      });
      cold('-----a|').subscribe(() => at.push(consumer.seen.length));
      flush();
      assert.deepEqual(consumer.seen, ['0']);
      assert.deepEqual(at, [0], 'not within the call that lets it go on');
    });
  });

  it('stays still where the consumer wants to wait in the midst of a tick', () => {
    runMarbles(({ cold, flush }) => {
      const worker = new Worker();
      const { consumer } = worker;
      consumer.onNext = () => consumer.gate.pause();
      worker.ticks$.subscribe(consumer);
      worker.start(2);
      cold('---------a|').subscribe(() => assert.deepEqual(consumer.seen, ['0']));
      flush();
      assert.deepEqual(consumer.seen, ['0']);
      consumer.gate.resume();
      flush();
    });
  });

  it('lets go of the gate of its consumer', () => {
    const worker = new Worker();
    const attached = watchGate(worker.consumer.gate);
    const subscription = worker.ticks$.subscribe(worker.consumer);
    assert.equal(attached(), 1);
    subscription.unsubscribe();
    assert.equal(attached(), 0);
  });

  it('makes an error notification of what a tick throws, on the timer too', () => {
    runMarbles(({ expectObservable }) => {
      let count = 0;
      const ticks$ = new Observable<number>((subscriber) => {
        const tick = (): boolean => {
          if (count === 2) throw new Error('no more');
          subscriber.next(count++);
          return true;
        };
        new Ticker(subscriber, { everyMs: 4, tick }).start();
      });

      expectObservable(ticks$).toBe('0---1---#', { 0: 0, 1: 1 }, new Error('no more'));
    });
  });
});

/** A consumer that may wait. */
class Consumer extends GateSubscriber<string> {
  readonly seen: string[] = [];
  onNext: () => void = () => undefined;

  override get gate(): Gate {
    return super.gate;
  }

  protected override _next(value: string): void {
    this.seen.push(value);
    this.onNext();
  }
}
