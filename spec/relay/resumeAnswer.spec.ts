import { assert } from 'chai';
import { concat, EMPTY, NEVER, Observable, of, tap, throwError } from 'rxjs';
import { ProviderError, toAsyncIterable } from '../../lib/index.ts';
import { type AnswerEnd, type AnswerLog, type LogEntry, memoryLog, resumeAnswer } from '../../lib/relay/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { at } from './chunks.ts';
import { record } from './record.ts';
import { watchLog } from './watchLog.ts';

const COMPLETE: AnswerEnd = { type: 'complete' };

const entry = (position: number): LogEntry => ({ position, frame: `T${position}` });

describe('resumeAnswer', () => {
  it('gives what is there after a position, then what comes, to each reader', () => {
    runMarbles(({ cold, expectObservable }) => {
      const log = memoryLog();
      void log.create('id');
      cold('                                       --1---2---3-----|').subscribe({
        next: (position) => void log.append('id', Number(position), [`T${position}`]),
        complete: () => void log.seal('id', COMPLETE),
      });
      const values = { 1: at(1, '1')[0], 2: at(2, '2')[0], 3: at(3, '3')[0] };
      expectObservable(resumeAnswer(log, 'id')).toBe('--1---2---3-----|', values);
      expectObservable(resumeAnswer(log, 'id'), '------^').toBe('------(12)3-----|', values);
      expectObservable(resumeAnswer(log, 'id', { after: 1 }), '------^').toBe('------2---3-----|', values);
      expectObservable(resumeAnswer(log, 'id', { after: 2 })).toBe('----------3-----|', values);
      expectObservable(resumeAnswer(log, 'id', { after: 9 })).toBe('----------------|', values);
    });
  });

  it('goes on at every position of an ended answer', async () => {
    const log = await filled('a', 'b', 'c');
    await log.seal('id', COMPLETE);
    for (let after = 0; after <= 3; after++) {
      const { values, completed } = await outcomeOf(resumeAnswer(log, 'id', { after }));
      assert.deepEqual(values, at(1, 'a', 'b', 'c').slice(after));
      assert.isTrue(completed);
    }
  });

  it('is cold: it reads for each subscription', async () => {
    const log = watchLog(await filled('a'));
    const answer$ = resumeAnswer(log, 'id');
    assert.equal(log.reads, 0);
    const readers = [record(answer$), record(answer$)];
    assert.equal(log.reads, 2);
    for (const { values, subscription } of readers) {
      assert.deepEqual(values, at(1, 'a'));
      subscription.unsubscribe();
    }
    assert.equal(log.reads, 0);
  });

  it('gives a reader with its own pace what it takes', async () => {
    const log = await filled(...Array.from({ length: 1000 }, (_, i) => String(i)));
    let given = 0;
    const counting = { ...log, read: (id: string, after: number) => log.read(id, after).pipe(tap(() => given++)) };
    const iterator = toAsyncIterable(resumeAnswer(counting, 'id'), { highWaterMark: 4 })[Symbol.asyncIterator]();
    assert.deepEqual((await iterator.next()).value, at(1, '0')[0]);
    assert.isAtMost(given, 5);
    await iterator.return?.();
  });

  describe('ends', () => {
    const ends: readonly (readonly [AnswerEnd, object])[] = [
      [
        { type: 'stopped', reason: 'enough' },
        { name: 'AbortError', reason: 'enough', retryable: false },
      ],
      [{ type: 'stopped' }, { name: 'AbortError', reason: undefined, retryable: false }],
      [{ type: 'abandoned' }, { name: 'IncompleteAnswerError', reason: 'abandoned', retryable: true }],
      [
        { type: 'error', error: { name: 'ProviderError', kind: 'quota', retryable: false, detail: 'used up' } },
        { name: 'ProviderError', kind: 'quota', retryable: false },
      ],
      [
        { type: 'error', error: { name: 'DeadlineError', deadline: 'idle', milliseconds: 5, retryable: true } },
        { name: 'DeadlineError', deadline: 'idle', milliseconds: 5, retryable: true },
      ],
      [
        { type: 'error', error: { name: 'OfAnotherVersion', retryable: true } },
        { name: 'ProviderError', kind: 'other' },
      ],
    ];
    for (const [end, expected] of ends) {
      it(`by ${JSON.stringify(end)}`, async () => {
        const log = await filled('a');
        await log.seal('id', end);
        const { values, error } = await outcomeOf(resumeAnswer(log, 'id'));
        assert.deepEqual(values, at(1, 'a'));
        assert.deepInclude(error, { ...expected, contentReceived: true });
      });
    }

    it('with contentReceived for content alone, and for what the reader had before', async () => {
      const log = memoryLog();
      await log.create('id');
      await log.append('id', 1, ['{"type":"start"}']);
      await log.seal('id', { type: 'abandoned' });
      assert.propertyVal(await errorOf(resumeAnswer(log, 'id')), 'contentReceived', false);
      assert.propertyVal(await errorOf(resumeAnswer(log, 'id', { after: 1 })), 'contentReceived', true);
    });

    it('as lost, where the log does not hold it', async () => {
      const error = await errorOf(resumeAnswer(memoryLog(), 'id'));
      assert.deepInclude(error, {
        name: 'IncompleteAnswerError',
        reason: 'lost',
        retryable: true,
        message: 'the answer is incomplete: the log does not have all of it',
      });
    });
  });

  describe('whatever the log does', () => {
    it('never skips a gap', async () => {
      const { values, error } = await read(of(entry(1), entry(3), COMPLETE));
      assert.deepEqual(values, at(1, '1'));
      assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'lost', contentReceived: true });
    });

    it('never gives a position twice', async () => {
      const { values, completed } = await read(of(entry(1), entry(2), entry(1), entry(2), entry(3), COMPLETE));
      assert.deepEqual(values, at(1, '1', '2', '3'));
      assert.isTrue(completed);
    });

    it('never gives a position that the reader has', async () => {
      assert.deepEqual((await read(of(entry(1), entry(2), entry(3), COMPLETE), 2)).values, at(3, '3'));
    });

    it('takes a completion without an end for a loss', async () => {
      assert.deepInclude((await read(of(entry(1)))).error, { reason: 'lost' });
      assert.deepInclude((await read(EMPTY)).error, { reason: 'lost' });
    });

    it('takes nothing after the end', async () => {
      const { values, completed } = await read(of(entry(1), COMPLETE, entry(2), { type: 'abandoned' } as const));
      assert.deepEqual(values, at(1, '1'));
      assert.isTrue(completed);
    });

    it('lets go of a log that goes on after the end', async () => {
      let isOpen = true;
      const endless = new Observable<LogEntry | AnswerEnd>((subscriber) => {
        subscriber.next(COMPLETE);
        return () => (isOpen = false);
      });
      await read(endless);
      assert.isFalse(isOpen);
    });

    it('makes a loss of an error that is not ours, and passes on one that is', async () => {
      const foreign = new Error('the disk is on fire');
      const { error } = await read(
        concat(
          of(entry(1)),
          throwError(() => foreign),
        ),
      );
      assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'lost', cause: foreign });
      const own = new ProviderError({ kind: 'other', inBand: true, retryable: false, detail: '' });
      assert.strictEqual((await read(throwError(() => own))).error, own);
    });

    it('takes a frame that it cannot read for a loss', async () => {
      for (const frame of ['', 'x', '{}', '{"type"']) {
        const { values, error } = await read(of(entry(1), { position: 2, frame }, COMPLETE));
        assert.deepEqual(values, at(1, '1'));
        assert.deepInclude(error, { reason: 'lost' });
      }
    });

    it('raises what reading throws', async () => {
      const log: AnswerLog = {
        ...memoryLog(),
        read() {
          throw new Error('no such table');
        },
      };
      assert.deepInclude(await errorOf(resumeAnswer(log, 'id')), { reason: 'lost' });
    });
  });

  it('refuses a bad position and a bad id', async () => {
    const log = await filled('a');
    for (const after of [-1, 1.5, NaN, Infinity, '1', null]) {
      const error = await errorOf(resumeAnswer(log, 'id', { after: after as never }));
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['options/after'] });
    }
    assert.deepInclude(await errorOf(resumeAnswer(log, '')), { name: 'InvalidRequestError', paths: ['id'] });
    assert.include((await errorOf(resumeAnswer(log, 'id', { from: 1 } as never))).message, 'from');
  });

  it('leaves when it is unsubscribed', () => {
    let isOpen = false;
    const log: AnswerLog = {
      ...memoryLog(),
      read: () =>
        new Observable((subscriber) => {
          isOpen = true;
          subscriber.add(() => (isOpen = false));
          subscriber.add(NEVER.subscribe());
        }),
    };
    const subscription = resumeAnswer(log, 'id').subscribe();
    assert.isTrue(isOpen);
    subscription.unsubscribe();
    assert.isFalse(isOpen);
  });
});

async function filled(...pieces: readonly string[]): Promise<AnswerLog> {
  const log = memoryLog();
  await log.create('id');
  await log.append(
    'id',
    1,
    pieces.map((piece) => `T${piece}`),
  );
  return log;
}

const read = (entries: Observable<LogEntry | AnswerEnd>, after = 0): ReturnType<typeof outcomeOf> =>
  outcomeOf(resumeAnswer({ ...memoryLog(), read: () => entries }, 'id', { after }));
