import { assert, expect } from 'chai';
import { NEVER, Observable, of, Subject, tap, throwError } from 'rxjs';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { AbortError, ProviderError, toAsyncIterable } from '../../lib/index.ts';
import {
  type AnswerLog,
  memoryLog,
  type Positioned,
  publishAnswer,
  type PublishOptions,
  resumeAnswer,
  stopAnswer,
} from '../../lib/relay/index.ts';
import { PausableSource } from '../support/PausableSource.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { virtually } from '../support/virtually.ts';
import { at, text } from './chunks.ts';
import { record, type Recording } from './record.ts';
import { type WatchedLog, watchLog } from './watchLog.ts';

describe('publishAnswer', () => {
  it('gives each chunk with its position, and writes it', async () => {
    const log = memoryLog();
    const start: Chunk = { type: 'start', id: 'a' };
    const finish: Chunk = { type: 'finish', choice: 0, reason: 'stop' };
    const expected = [
      { position: 1, chunk: start },
      { position: 2, chunk: text('a') },
      { position: 3, chunk: finish },
    ];
    const { values, completed } = await outcomeOf(of(start, text('a'), finish).pipe(publishAnswer(log, 'id')));
    assert.deepEqual(values, expected);
    assert.isTrue(completed);
    assert.deepEqual((await outcomeOf(resumeAnswer(log, 'id'))).values, expected);
  });

  it('asks for nothing before it is subscribed, and for a place in the log before the model', async () => {
    const order: string[] = [];
    const inner = memoryLog();
    const log = watchLog(inner, {
      async create(id) {
        order.push('create');
        await inner.create(id);
        order.push('created');
      },
    });
    const source = new Observable<Chunk>((subscriber) => {
      order.push('asked');
      subscriber.complete();
    });
    const published$ = source.pipe(publishAnswer(log, 'id'));
    assert.deepEqual(order, []);
    await outcomeOf(published$);
    assert.deepEqual(order, ['create', 'created', 'asked']);
  });

  it('does not ask the model where the id is taken, open or ended', async () => {
    const log = memoryLog();
    await log.create('open');
    await log.create('ended');
    await log.seal('ended', { type: 'complete' });
    const source = new Observable<Chunk>(() => assert.fail('it was asked'));
    for (const id of ['open', 'ended']) {
      const error = await errorOf(source.pipe(publishAnswer(log, id)));
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['id'] });
      expect(error.message).to.match(/choose another id, or read that answer with resumeAnswer/);
    }
    assert.isUndefined(await log.touch('open'), 'it goes on');
  });

  it('raises what the log says where it has no place', async () => {
    const full = new ProviderError({ kind: 'overloaded', inBand: false, retryable: true, detail: 'full' });
    const log = watchLog(memoryLog(), { create: () => Promise.reject(full) });
    assert.strictEqual(await errorOf(NEVER.pipe(publishAnswer(log, 'id'))), full as never);
  });

  it('refuses bad options at once, and a bad id when it is subscribed', async () => {
    const log = memoryLog();
    for (const options of [
      { flushMs: -1 },
      { maxBatch: 0 },
      { maxBatch: 1.5 },
      { maxBytes: 0 },
      { heartbeatMs: 0 },
      { whenUnread: 'never' },
      { whenUnread: {} },
      { flush: 25 },
    ]) {
      assert.throws(() => publishAnswer(log, 'id', options as PublishOptions), /options\//);
    }
    for (const id of ['', undefined, 1]) {
      assert.deepInclude(await errorOf(of(text('a')).pipe(publishAnswer(log, id as string))), { paths: ['id'] });
    }
  });

  describe('gathers', () => {
    it('what comes within flushMs of an append, and lets nothing wait that comes after', () =>
      virtually(async (pass) => {
        const { source, log, positions } = publish();
        await pass(1);
        source.next(text('1'));
        await pass(0);
        assert.deepEqual(log.appends, [[1, 1]], 'the first one waits for nothing');
        source.next(text('2'));
        await pass(10);
        source.next(text('3'));
        await pass(14);
        assert.lengthOf(log.appends, 1);
        await pass(1);
        assert.deepEqual(log.appends.slice(1), [[2, 2]]);
        await pass(30);
        source.next(text('4'));
        await pass(0);
        assert.deepEqual(log.appends.slice(2), [[4, 1]]);
        assert.deepEqual(positions(), [1, 2, 3, 4]);
        source.complete();
        await pass(0);
        assert.equal(log.seals, 1);
      }));

    it('what comes in one turn, in one append', () =>
      virtually(async (pass) => {
        const { source, log } = publish();
        await pass(1);
        for (const piece of ['a', 'b', 'c']) source.next(text(piece));
        await pass(0);
        assert.deepEqual(log.appends, [[1, 3]]);
        source.complete();
        await pass(0);
      }));

    it('no more than maxBatch chunks, which do not wait', () =>
      virtually(async (pass) => {
        const { source, log } = publish({ maxBatch: 3 });
        await pass(1);
        for (let i = 0; i < 7; i++) source.next(text(String(i)));
        await pass(0);
        assert.deepEqual(log.appends, [
          [1, 3],
          [4, 3],
        ]);
        await pass(25);
        assert.deepEqual(log.appends.slice(2), [[7, 1]]);
        source.complete();
        await pass(0);
      }));

    it('no more than maxBytes, but for one that is larger', () =>
      virtually(async (pass) => {
        const { source, log } = publish({ maxBytes: 10 });
        await pass(1);
        for (const piece of ['1234', '€€', 'x'.repeat(50), 'a']) source.next(text(piece));
        source.complete();
        await pass(0);
        // With the mark of a text: 5, 7, 51 and 2 bytes.
        assert.deepEqual(log.appends, [
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
        ]);
      }));

    it('nothing with a flushMs of 0, but for what comes while an append is on its way', () =>
      virtually(async (pass) => {
        const { source, log } = publish({ flushMs: 0 });
        await pass(1);
        for (const piece of ['a', 'b']) {
          source.next(text(piece));
          await pass(0);
        }
        assert.deepEqual(log.appends, [
          [1, 1],
          [2, 1],
        ]);
        source.complete();
        await pass(0);
      }));

    it('what is left, at the end: at once, and the end after it', () =>
      virtually(async (pass) => {
        const { source, log, recording } = publish();
        await pass(1);
        source.next(text('a'));
        await pass(1);
        source.next(text('b'));
        source.complete();
        await pass(0);
        assert.deepEqual(recording.values, at(1, 'a', 'b'));
        assert.equal(recording.end, 'complete');
        assert.deepEqual(log.appends, [
          [1, 1],
          [2, 1],
        ]);
      }));
  });

  it('has one append on its way at a time, and shows nothing before the log has it', () =>
    virtually(async (pass) => {
      const inner = memoryLog();
      const replies: (() => void)[] = [];
      const append: AnswerLog['append'] = async (id, first, frames) => {
        await new Promise<void>((resolve) => replies.push(resolve));
        return inner.append(id, first, frames);
      };
      const { source, log, recording } = publish({}, watchLog(inner, { append }));
      await pass(1);
      source.next(text('a'));
      await pass(100);
      source.next(text('b'));
      source.next(text('c'));
      source.complete();
      await pass(100);
      assert.lengthOf(log.appends, 1);
      assert.deepEqual(recording.values, []);
      for (const expected of [1, 3]) {
        replies.shift()?.();
        await pass(0);
        assert.lengthOf(recording.values, expected);
      }
      assert.equal(recording.end, 'complete');
    }));

  it('lets a source stand still for a slow log', () =>
    virtually(async (pass) => {
      const inner = memoryLog();
      let reply: (() => void) | undefined;
      const append: AnswerLog['append'] = async (id, first, frames) => {
        await new Promise<void>((resolve) => (reply = resolve));
        return inner.append(id, first, frames);
      };
      const source = new PausableSource<Chunk>();
      record(source.pipe(publishAnswer(watchLog(inner, { append }), 'id', { maxBytes: 10 })));
      await pass(1);
      source.emit(text('a'));
      await pass(1);
      source.emit(text('12345'));
      assert.isFalse(source.paused);
      source.emit(text('6789'));
      assert.isTrue(source.paused);
      reply?.();
      await pass(30);
      assert.isTrue(source.paused, 'half of it is too much');
      reply?.();
      await pass(30);
      assert.isFalse(source.paused);
      source.complete();
      reply?.();
      await pass(0);
      assert.equal(source.attached, 0);
    }));

  it('does not let the source stand still for its own reader', async () => {
    const log = memoryLog();
    const source = new PausableSource<Chunk>();
    const iterator = toAsyncIterable(source.pipe(publishAnswer(log, 'id')), { highWaterMark: 2 })[
      Symbol.asyncIterator
    ]();
    const first = iterator.next();
    await turn();
    const words = Array.from({ length: 100 }, (_, i) => String(i));
    source.emit(...words.map(text));
    source.complete();
    assert.deepEqual((await outcomeOf(resumeAnswer(log, 'id'))).values, at(1, ...words));
    assert.deepEqual(source.log, []);
    assert.deepEqual((await first).value, at(1, '0')[0]);
    let position = 2;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      assert.equal(next.value.position, position++);
    }
    assert.equal(position, 101);
  });

  describe('ends', () => {
    it('as an error that its own reader gets as it is, and others as one of the same class', async () => {
      const log = memoryLog();
      const error = new ProviderError({ kind: 'overloaded', inBand: true, retryable: true, detail: 'busy' });
      assert.strictEqual<unknown>(await errorOf(throwError(() => error).pipe(publishAnswer(log, 'id'))), error);
      const restored = await errorOf(resumeAnswer(log, 'id'));
      assert.instanceOf(restored, ProviderError);
      assert.deepInclude(restored, { kind: 'overloaded', retryable: true, detail: 'busy' });
    });

    it('as an error of its own, whose words stay here', async () => {
      const log = memoryLog();
      const error = new Error('sk-secret');
      assert.strictEqual(await errorOf(throwError(() => error).pipe(publishAnswer(log, 'id'))), error);
      const restored = await errorOf(resumeAnswer(log, 'id'));
      assert.deepInclude(restored, { name: 'ProviderError', kind: 'other' });
      assert.notInclude(JSON.stringify(restored), 'secret');
    });

    it('as stopped, where its source is aborted', async () => {
      const log = memoryLog();
      await errorOf(throwError(() => new AbortError('the tab')).pipe(publishAnswer(log, 'id')));
      assert.deepInclude(await errorOf(resumeAnswer(log, 'id')), { name: 'AbortError', reason: 'the tab' });
    });

    it('as stopped when it is unsubscribed: the source at once, and what had come is written', () =>
      virtually(async (pass) => {
        const { source, log, recording } = publish();
        await pass(1);
        source.next(text('a'));
        await pass(1);
        source.next(text('b'));
        recording.subscription.unsubscribe();
        assert.isFalse(source.observed);
        await pass(0);
        const { values, error } = await outcomeOf(resumeAnswer(log, 'id'));
        assert.deepEqual(values, at(1, 'a', 'b'));
        assert.propertyVal(error, 'name', 'AbortError');
        assert.equal(log.reads, 0);
      }));

    it('as stopped when it is unsubscribed before the log has a place: the model is not asked', async () => {
      const log = memoryLog();
      const source = new Observable<Chunk>(() => assert.fail('it was asked'));
      source.pipe(publishAnswer(log, 'id')).subscribe().unsubscribe();
      await turn();
      assert.propertyVal(await errorOf(resumeAnswer(log, 'id')), 'name', 'AbortError');
    });

    it('as stopped in the middle of next', () =>
      virtually(async (pass) => {
        const { source, log, recording } = publish({}, undefined, () => recording.subscription.unsubscribe());
        await pass(1);
        source.next(text('a'));
        source.next(text('b'));
        await pass(0);
        assert.isFalse(source.observed);
        assert.deepEqual(recording.values, []);
        assert.propertyVal(await errorOf(resumeAnswer(log, 'id')), 'name', 'AbortError');
      }));

    it('by stopAnswer: the source is unsubscribed before that has given its answer', () =>
      virtually(async (pass) => {
        const { source, log, recording } = publish();
        await pass(1);
        source.next(text('a'));
        await pass(1);
        const stopped = stopAnswer(log, 'id', 'enough');
        assert.isFalse(source.observed);
        assert.deepEqual(await stopped, { type: 'stopped', reason: 'enough' });
        assert.deepEqual(recording.values, at(1, 'a'));
        assert.deepInclude(await recording.error(), { name: 'AbortError', reason: 'enough', contentReceived: true });
        assert.equal(log.reads, 0);
      }));

    it('by stopAnswer that its own reader calls', async () => {
      const log = memoryLog();
      const source = new Subject<Chunk>();
      const error = errorOf(
        new Observable((subscriber) =>
          source.pipe(publishAnswer(log, 'id')).subscribe({
            next: () => void stopAnswer(log, 'id', 'enough'),
            error: (reason: unknown) => subscriber.error(reason),
          }),
        ),
      );
      await turn();
      source.next(text('a'));
      assert.deepInclude(await error, { name: 'AbortError', reason: 'enough' });
      assert.isFalse(source.observed);
    });

    it('where the log has lost it: the source is stopped, and the reader gets an error that is worth another try', () =>
      virtually(async (pass) => {
        const { source, recording, log } = publish({}, watchLog(memoryLog({ maxBytes: 3 })));
        await pass(1);
        source.next(text('a'));
        await pass(30);
        source.next(text('b'));
        await pass(30);
        assert.isFalse(source.observed);
        assert.deepEqual(recording.values, at(1, 'a'));
        assert.deepInclude(await recording.error(), {
          name: 'IncompleteAnswerError',
          reason: 'lost',
          retryable: true,
        });
        assert.equal(log.reads, 0);
      }));

    it('where an append fails for good: nobody waits', () =>
      virtually(async (pass) => {
        const inner = memoryLog();
        const full = watchLog(inner, { append: () => Promise.reject(new Error('no space left')) });
        const { source, recording } = publish({}, full);
        await pass(1);
        source.next(text('a'));
        await pass(0);
        assert.isFalse(source.observed);
        assert.deepInclude(await recording.error(), { name: 'IncompleteAnswerError', reason: 'lost' });
      }));

    it('as it does, where the log cannot be asked for stops', () =>
      virtually(async (pass) => {
        const inner = memoryLog();
        const log = watchLog(inner, {
          read(id, after) {
            if (after > 1e9) throw new Error('no such subscription');
            return inner.read(id, after);
          },
        });
        const { source, recording } = publish({}, log);
        await pass(1);
        source.next(text('a'));
        source.complete();
        await pass(1);
        assert.deepEqual(recording.values, at(1, 'a'));
        assert.equal(recording.end, 'complete');
      }));

    it('by a heartbeat, where nothing else told of the stop', () =>
      virtually(async (pass) => {
        const inner = memoryLog();
        const { source } = publish({ heartbeatMs: 1000 }, watchLog(inner, { read: () => NEVER }));
        await pass(1);
        await inner.seal('id', { type: 'stopped' });
        assert.isTrue(source.observed);
        await pass(1000);
        assert.isFalse(source.observed);
      }));
  });

  describe('gives signs of life', () => {
    it('every heartbeatMs, while the answer is open', () =>
      virtually(async (pass) => {
        const { source, log } = publish();
        await pass(4999);
        assert.equal(log.touches, 0);
        await pass(10_002);
        assert.equal(log.touches, 3);
        source.complete();
        await pass(20_000);
        assert.equal(log.touches, 3);
      }));

    it('at least three times in a lease', () =>
      virtually(async (pass) => {
        const { source, log } = publish({}, watchLog({ ...memoryLog(), leaseMs: 300 }));
        await pass(301);
        assert.equal(log.touches, 3);
        source.complete();
        await pass(0);
      }));

    it('one after another, and goes on where one fails', () =>
      virtually(async (pass) => {
        let fail: (() => void) | undefined;
        const touch = (): Promise<never> =>
          new Promise((_, reject) => {
            fail = () => reject(new Error('out of reach'));
          });
        const { source, log } = publish({ heartbeatMs: 100 }, watchLog(memoryLog(), { touch }));
        await pass(500);
        assert.equal(log.touches, 1);
        fail?.();
        await pass(100);
        assert.equal(log.touches, 2);
        source.complete();
        await pass(0);
      }));
  });

  describe('whenUnread', () => {
    it('finishes by itself', () =>
      virtually(async (pass) => {
        const { source, log } = publish({}, watchLog(unread()));
        await pass(1);
        source.next(text('a'));
        await pass(60_000);
        assert.isTrue(source.observed);
        assert.deepEqual(log.appends, [[1, 1]]);
        source.complete();
        await pass(0);
      }));

    it('stops at the first append that nobody hears', () =>
      virtually(async (pass) => {
        const readers = { count: 1 };
        const { source, recording } = publish({ whenUnread: 'stop' }, watchLog(unread(readers)));
        await pass(1);
        source.next(text('a'));
        await pass(50);
        assert.isTrue(source.observed);
        readers.count = 0;
        source.next(text('b'));
        await pass(0);
        assert.isFalse(source.observed);
        assert.deepInclude(await recording.error(), { name: 'AbortError', reason: 'nobody reads it' });
        assert.deepEqual(recording.values, at(1, 'a', 'b'));
      }));

    it('asks while the model is silent, and adds nothing by that', () =>
      virtually(async (pass) => {
        const readers = { count: 1 };
        const { source, log } = publish({ whenUnread: 'stop' }, watchLog(unread(readers)));
        await pass(3001);
        assert.deepEqual(log.appends, [
          [1, 0],
          [1, 0],
          [1, 0],
        ]);
        readers.count = 0;
        await pass(1000);
        assert.isFalse(source.observed);
      }));

    it('waits for a reader to come back for as long as stopAfterMs says', () =>
      virtually(async (pass) => {
        const readers = { count: 0 };
        const { source } = publish({ whenUnread: { stopAfterMs: 5000 } }, watchLog(unread(readers)));
        await pass(1);
        source.next(text('a'));
        await pass(4000);
        readers.count = 1;
        await pass(1500);
        readers.count = 0;
        await pass(5000);
        assert.isTrue(source.observed, 'it was read a moment ago');
        await pass(1100);
        assert.isFalse(source.observed);
      }));

    it('finishes where the log cannot tell', () =>
      virtually(async (pass) => {
        const { source } = publish({ whenUnread: 'stop' }, watchLog(unread({ count: undefined })));
        await pass(5000);
        assert.isTrue(source.observed);
        source.complete();
        await pass(0);
      }));

    it('counts its own reader', () =>
      virtually(async (pass) => {
        const { source, recording } = publish({ whenUnread: 'stop' });
        await pass(1);
        source.next(text('a'));
        await pass(3000);
        source.complete();
        await pass(0);
        assert.equal(recording.end, 'complete');
      }));
  });
});

interface Published {
  readonly source: Subject<Chunk>;
  readonly log: WatchedLog;
  /** What its own reader gets. */
  readonly recording: Recording<Positioned>;
  readonly positions: () => readonly number[];
}

function publish(
  options: PublishOptions = {},
  log = watchLog(memoryLog()),
  onNext: () => void = () => undefined,
): Published {
  const source = new Subject<Chunk>();
  const recording = record(source.pipe(publishAnswer(log, 'id', options), tap(onNext)));
  return { source, log, recording, positions: () => recording.values.map(({ position }) => position) };
}

/** A log that says that so many read. */
function unread(readers: { readonly count: number | undefined } = { count: 0 }): AnswerLog {
  const log = memoryLog();
  return {
    ...log,
    async append(id, first, frames) {
      await log.append(id, first, frames);
      return { readers: readers.count };
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
