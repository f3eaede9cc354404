import { assert } from 'chai';
import { NEVER, Observable, Subject, Subscriber } from 'rxjs';
import { BodyRelay } from '../../../lib/http/body/BodyRelay.ts';
import { GateSubscriber } from '../../../lib/rx/Gate.ts';
import { toBytes } from '../../support/bytes.ts';
import { PausableSource } from '../../support/PausableSource.ts';

/** A body of which somebody reads, and what became of its socket. */
interface Setting {
  readonly body: PausableSource<Uint8Array>;
  readonly read: Uint8Array[];
  readonly reader: Reader;
  /** How often its socket was closed. */
  closed: number;
  released: boolean;
}

class Reader extends GateSubscriber<Uint8Array> {
  readonly log: unknown[] = [];

  protected override _next(bytes: Uint8Array): void {
    this.log.push(Buffer.from(bytes).toString());
  }

  protected override _error(error: unknown): void {
    this.log.push(error);
    this.unsubscribe();
  }

  protected override _complete(): void {
    this.log.push('complete');
    this.unsubscribe();
  }

  pause(): void {
    this.gate.pause();
  }
}

function relay(): Setting {
  const body = new PausableSource<Uint8Array>();
  const setting: Setting = { body, read: [], reader: new Reader(), closed: 0, released: false };
  new Observable<Uint8Array>((subscriber) => {
    body.subscribe(
      new BodyRelay(
        subscriber,
        () => setting.released,
        () => void setting.closed++,
      ),
    );
  }).subscribe(setting.reader);
  return setting;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('BodyRelay', () => {
  it('passes bytes, end and errors on', () => {
    const { body, reader } = relay();
    body.emit(toBytes('a'), toBytes('b'));
    body.complete();
    assert.deepEqual(reader.log, ['a', 'b', 'complete']);
    const other = relay();
    const lost = new Error('lost');
    other.body.fail(lost);
    assert.deepEqual(other.reader.log, [lost]);
    assert.deepEqual([other.body.observed, other.closed], [false, 0]);
  });

  it('closes the socket at once when its reader leaves', () => {
    const setting = relay();
    setting.body.emit(toBytes('a'));
    setting.reader.unsubscribe();
    assert.deepEqual([setting.closed, setting.body.observed], [1, false]);
  });

  it('closes no socket of a body that has ended', () => {
    for (const released of [false, true]) {
      const setting = relay();
      setting.released = released;
      setting.body.complete();
      setting.reader.unsubscribe();
      assert.equal(setting.closed, 0);
    }
  });

  describe('of a body that was released', () => {
    it('reads the rest to its end, unseen', async () => {
      const setting = relay();
      setting.released = true;
      setting.reader.unsubscribe();
      setting.body.emit(toBytes('more'), toBytes('and more'));
      assert.isTrue(setting.body.observed);
      setting.body.complete();
      assert.isFalse(setting.body.observed);
      await wait(300);
      assert.deepEqual([setting.closed, setting.reader.log], [0, []]);
    });

    it('lets it flow, though its reader had paused it', () => {
      const setting = relay();
      setting.reader.pause();
      assert.isTrue(setting.body.paused);
      setting.released = true;
      setting.reader.unsubscribe();
      assert.isFalse(setting.body.paused);
    });

    it('closes the socket after 250 ms', async () => {
      const setting = relay();
      setting.released = true;
      setting.reader.unsubscribe();
      await wait(150);
      assert.deepEqual([setting.closed, setting.body.observed], [0, true]);
      await wait(250);
      assert.deepEqual([setting.closed, setting.body.observed], [1, false]);
    });

    it('closes the socket after 64 KiB', () => {
      const setting = relay();
      setting.body.emit(new Uint8Array(100_000));
      setting.released = true;
      setting.reader.unsubscribe();
      setting.body.emit(new Uint8Array(60_000), new Uint8Array(5536));
      assert.equal(setting.closed, 0);
      setting.body.emit(new Uint8Array(1));
      assert.deepEqual([setting.closed, setting.body.observed], [1, false]);
    });

    it('hears of no loss', () => {
      const setting = relay();
      setting.released = true;
      setting.reader.unsubscribe();
      setting.body.fail(new Error('lost'));
      assert.deepEqual([setting.closed, setting.reader.log], [0, []]);
    });
  });

  it('reads on where there is no gate to look for', () => {
    const subject = new Subject<Uint8Array>();
    const log: string[] = [];
    new Observable<Uint8Array>((subscriber) => {
      subject.subscribe(
        new BodyRelay(
          subscriber,
          () => false,
          () => log.push('closed'),
        ),
      );
    }).subscribe({ next: (bytes) => log.push(String(bytes.length)) });
    subject.next(toBytes('abc'));
    assert.deepEqual(log, ['3']);
  });

  it('closes the socket of a reader that had left before it came', () => {
    let closed = 0;
    const gone = new Subscriber<Uint8Array>();
    gone.unsubscribe();
    NEVER.subscribe(
      new BodyRelay(
        gone,
        () => false,
        () => void closed++,
      ),
    );
    assert.equal(closed, 1);
  });
});
