import { assert } from 'chai';
import { Observable, toArray } from 'rxjs';
import { type AnswerEnd, type AnswerLog, END_ONLY, type LogEntry, memoryLog } from '../../lib/relay/index.ts';
import { answerLogContract } from '../../lib/testing/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';

const COMPLETE: AnswerEnd = { type: 'complete' };

describe('memoryLog', () => {
  describe('keeps the contract of logs:', () => {
    for (const { name, run } of answerLogContract(() => memoryLog())) it(name, run);
  });

  it('gives what was there at once, and what comes as it comes', () => {
    runMarbles(({ cold, expectObservable }) => {
      const log = logOf('id');
      cold('                                --a-----b---|', { a: ['a', 'b'], b: ['c'] }).subscribe({
        next: (frames) => void log.append('id', frames.length === 2 ? 1 : 3, frames),
        complete: () => void log.seal('id', COMPLETE),
      });
      const entries = { 1: at(1, 'a'), 2: at(2, 'b'), 3: at(3, 'c'), E: COMPLETE };
      expectObservable(log.read('id', 0)).toBe('          --(12)--3---(E|)', entries);
      expectObservable(log.read('id', 0), '----^').toBe(' ----(12)3---(E|)', entries);
      expectObservable(log.read('id', 1), '----^').toBe(' ----2---3---(E|)', entries);
      expectObservable(log.read('id', 3), '----^').toBe(' ------------(E|)', entries);
      expectObservable(log.read('id', 0), '--------------^').toBe('--------------(123E|)', entries);
    });
  });

  it('holds an answer for as long as keepMs says, after its end', () => {
    runMarbles(({ expectObservable, cold }) => {
      const log = memoryLog({ keepMs: 10 });
      void log.create('id');
      void log.append('id', 1, ['a']);
      cold('5ms x|').subscribe(() => void log.seal('id', COMPLETE));
      const entries = { a: at(1, 'a'), E: COMPLETE };
      expectObservable(log.read('id', 0), ' 14ms ^').toBe('14ms (aE|)', entries);
      expectObservable(namesOf(log, 'id'), '15ms ^').toBe('15ms #', {}, 'IncompleteAnswerError: lost');
    });
  });

  it('holds an open answer however long it takes', () => {
    runMarbles(({ expectObservable }) => {
      const log = memoryLog({ keepMs: 10 });
      void log.create('id');
      void log.append('id', 1, ['a']);
      expectObservable(log.read('id', 0), '60000ms ^--!').toBe('60000ms a', { a: at(1, 'a') });
    });
  });

  it('gives the id free when the answer is gone', async () => {
    const log = memoryLog({ keepMs: 0 });
    await log.create('id');
    await log.append('id', 1, ['a']);
    await log.seal('id', COMPLETE);
    await log.create('id');
    await log.append('id', 1, ['b']);
    await log.seal('id', COMPLETE);
  });

  describe('maxAnswers', () => {
    it('lets the oldest go that has ended', async () => {
      const log = memoryLog({ maxAnswers: 2 });
      for (const id of ['open', 'first', 'second', 'third']) {
        await log.create(id);
        await log.append(id, 1, [id]);
        if (id !== 'open') await log.seal(id, COMPLETE);
      }
      assert.deepInclude(await errorOf(log.read('first', 0)), { name: 'IncompleteAnswerError', reason: 'lost' });
      assert.deepInclude(await errorOf(log.read('second', 0)), { name: 'IncompleteAnswerError', reason: 'lost' });
      assert.deepEqual((await outcomeOf(log.read('third', 0))).values, [at(1, 'third'), COMPLETE]);
      assert.isUndefined(await log.touch('open'));
    });

    it('refuses one more where none has ended', async () => {
      const log = memoryLog({ maxAnswers: 2 });
      await log.create('a');
      await log.create('b');
      const error = await rejectionOf(log.create('c'));
      assert.deepInclude(error, { name: 'ProviderError', kind: 'overloaded', retryable: true });
      await log.seal('a', COMPLETE);
      await log.create('c');
    });
  });

  describe('maxBytes', () => {
    it('lets the oldest go that have ended', async () => {
      const log = memoryLog({ maxBytes: 10 });
      for (const id of ['first', 'second']) {
        await log.create(id);
        await log.append(id, 1, ['four']);
        await log.seal(id, COMPLETE);
      }
      await log.create('third');
      await log.append('third', 1, ['1', '2', '3']);
      assert.propertyVal(await errorOf(log.read('first', 0)), 'reason', 'lost');
      assert.lengthOf((await outcomeOf(log.read('second', 0))).values, 2);
    });

    it('loses the answer that would grow beyond it, for all its readers, and goes on with the others', async () => {
      const log = memoryLog({ maxBytes: 10 });
      await log.create('small');
      await log.append('small', 1, ['€']);
      await log.create('large');
      const reading = outcomeOf(log.read('large', 0));
      await log.append('large', 1, ['1234']);
      assert.deepInclude(await rejectionOf(log.append('large', 2, ['5678'])), { reason: 'lost', retryable: true });
      const { values, error } = await reading;
      assert.deepEqual(values, [at(1, '1234')]);
      assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'lost' });
      await log.append('small', 2, ['1234567']);
      assert.propertyVal(await rejectionOf(log.append('small', 3, ['8'])), 'reason', 'lost');
    });
  });

  it('knows who reads, and that the writer does not', async () => {
    const log = logOf('id');
    const writer = log.read('id', END_ONLY).subscribe();
    const readers = [0, 1, 5].map((after) => log.read('id', after).subscribe());
    assert.deepEqual(await log.append('id', 1, ['a']), { readers: 3 });
    for (const reader of readers) reader.unsubscribe();
    assert.deepEqual(await log.append('id', 2, []), { readers: 0 });
    writer.unsubscribe();
  });

  it('refuses a gap, where the writer learns of it', async () => {
    const log = logOf('id');
    assert.deepInclude(await rejectionOf(log.append('id', 2, ['b'])), {
      name: 'InvalidRequestError',
      message: 'invalid request: first must be the position after the last, or an earlier one',
    });
  });

  it('lets go of its readers when they leave', async () => {
    const log = logOf('id');
    log.read('id', 0).subscribe().unsubscribe();
    await log.append('id', 1, ['a']);
    assert.deepEqual(await log.append('id', 2, []), { readers: 0 });
  });

  it('refuses options that it does not know, and values that make no sense', () => {
    assert.throws(() => memoryLog({ keepMS: 1 } as never), 'the nearest is "keepMs"');
    for (const options of [{ keepMs: -1 }, { maxAnswers: 0 }, { maxBytes: 0 }, { keepMs: NaN }]) {
      assert.throws(() => memoryLog(options), /options\/\w+ must be a number of at least/);
    }
  });
});

const at = (position: number, frame: string): LogEntry => ({ position, frame });

function logOf(id: string): AnswerLog {
  const log = memoryLog();
  void log.create(id);
  return log;
}

/** Marbles compare errors by their message. */
const namesOf = (log: AnswerLog, id: string): Observable<unknown> =>
  new Observable((subscriber) =>
    log
      .read(id, 0)
      .pipe(toArray())
      .subscribe({ error: ({ name, reason }) => subscriber.error(`${name}: ${reason}`) }),
  );

async function rejectionOf(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  return promise.then(
    () => assert.fail('it is fulfilled, where a rejection was due'),
    (error: Record<string, unknown>) => error,
  );
}
