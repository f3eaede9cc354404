import { assert, expect } from 'chai';
import { defer, type Observable, Subject } from 'rxjs';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { openAICompatible, ProviderError } from '../../lib/index.ts';
import { type AnswerLog, memoryLog, resumeAnswer, startAnswer, stopAnswer } from '../../lib/relay/index.ts';
import { startServer } from '../../lib/testing/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { virtually } from '../support/virtually.ts';
import { text as textFrame } from '../support/wire.ts';
import { at, text } from './chunks.ts';
import { record } from './record.ts';
import { watchLog } from './watchLog.ts';

describe('startAnswer', () => {
  it('gives the answer, and goes on without its reader', () =>
    virtually(async (pass) => {
      const log = memoryLog();
      const source = new Subject<Chunk>();
      const recording = record(startAnswer(log, 'id', source));
      await pass(1);
      source.next(text('a'));
      await pass(1);
      assert.deepEqual(recording.values, at(1, 'a'));
      recording.subscription.unsubscribe();
      source.next(text('b'));
      source.complete();
      await pass(1);
      const { values, completed } = await outcomeOf(resumeAnswer(log, 'id', { after: 1 }));
      assert.deepEqual(values, at(2, 'b'));
      assert.isTrue(completed);
    }));

  it('asks nothing before it is subscribed', async () => {
    const { answer$, asked } = counted();
    const log = memoryLog();
    startAnswer(log, 'id', answer$);
    assert.equal(asked(), 0);
    await log.create('id');
  });

  it('goes on where its reader leaves before the log has a place', () =>
    virtually(async (pass) => {
      const log = memoryLog();
      const source = new Subject<Chunk>();
      startAnswer(log, 'id', source).subscribe().unsubscribe();
      await pass(1);
      source.next(text('a'));
      source.complete();
      await pass(1);
      assert.deepEqual((await outcomeOf(resumeAnswer(log, 'id'))).values, at(1, 'a'));
    }));

  it('pays once for two clicks, and gives both the whole answer', async () => {
    const { answer$, source, asked } = counted();
    const log = memoryLog();
    const clicks = [0, 1, 2].map(() => record(startAnswer(log, 'id', answer$)));
    await turn();
    source.next(text('a'));
    await turn();
    const late = record(startAnswer(log, 'id', answer$));
    source.next(text('b'));
    source.complete();
    for (const click of [...clicks, late]) assert.deepEqual(await click.all(), at(1, 'a', 'b'));
    assert.deepEqual(await record(startAnswer(log, 'id', answer$)).all(), at(1, 'a', 'b'), 'after its end');
    assert.equal(asked(), 1);
  });

  it('goes on for the second click where the first one leaves', async () => {
    const { answer$, source } = counted();
    const log = memoryLog();
    const [first, second] = [record(startAnswer(log, 'id', answer$)), record(startAnswer(log, 'id', answer$))];
    await turn();
    first.subscription.unsubscribe();
    source.next(text('a'));
    source.complete();
    assert.deepEqual(await second.all(), at(1, 'a'));
  });

  it("gives the model's error as it is", async () => {
    const log = memoryLog();
    const error = new ProviderError({ kind: 'overloaded', inBand: false, retryable: true, detail: 'busy' });
    const source = new Subject<Chunk>();
    const recording = record(startAnswer(log, 'id', source));
    await turn();
    source.error(error);
    assert.strictEqual<unknown>(await recording.error(), error);
    assert.deepInclude(await errorOf(startAnswer(log, 'id', source)), { name: 'ProviderError', kind: 'overloaded' });
  });

  it('raises what the log says where it has no place, and asks no model', async () => {
    const { answer$, asked } = counted();
    const full = memoryLog({ maxAnswers: 1 });
    await full.create('other');
    assert.deepInclude(await errorOf(startAnswer(full, 'id', answer$)), { kind: 'overloaded', retryable: true });
    const foreign = new Error('out of order');
    const broken = watchLog(memoryLog(), { create: () => Promise.reject(foreign) });
    assert.strictEqual(await errorOf(startAnswer(broken, 'id', answer$)), foreign);
    assert.equal(asked(), 0);
  });

  it('reads the answer that is there where a log refuses an id by an error of its own', async () => {
    const inner = memoryLog();
    await inner.create('id');
    await inner.append('id', 1, ['Ta']);
    await inner.seal('id', { type: 'complete' });
    const { answer$ } = counted();
    const log: AnswerLog = { ...inner, create: () => Promise.reject(new Error('duplicate key value')) };
    assert.deepEqual(await record(startAnswer(log, 'id', answer$)).all(), at(1, 'a'));
  });

  it('refuses bad options at once, and a bad id when it is subscribed', async () => {
    const { answer$ } = counted();
    assert.throws(() => startAnswer(memoryLog(), 'id', answer$, { flushMS: 1 } as never), 'the nearest is "flushMs"');
    assert.deepInclude(await errorOf(startAnswer(memoryLog(), '', answer$)), { paths: ['id'] });
  });

  describe('whenUnread', () => {
    for (const [whenUnread, leavesMs] of [
      ['stop', 1100],
      [{ stopAfterMs: 3000 }, 4200],
    ] as const) {
      it(`stops the model when the last reader has left: ${JSON.stringify(whenUnread)}`, () =>
        virtually(async (pass) => {
          const log = memoryLog();
          const source = new Subject<Chunk>();
          const first = record(startAnswer(log, 'id', source, { whenUnread }));
          await pass(1);
          source.next(text('a'));
          await pass(1);
          const second = record(resumeAnswer(log, 'id'));
          first.subscription.unsubscribe();
          await pass(10_000);
          assert.isTrue(source.observed);
          second.subscription.unsubscribe();
          await pass(leavesMs);
          assert.isFalse(source.observed);
          assert.deepInclude(await errorOf(resumeAnswer(log, 'id')), { reason: 'nobody reads it' });
        }));
    }

    it('lets a page reload within stopAfterMs', () =>
      virtually(async (pass) => {
        const log = memoryLog();
        const source = new Subject<Chunk>();
        const first = record(startAnswer(log, 'id', source, { whenUnread: { stopAfterMs: 5000 } }));
        await pass(1);
        source.next(text('a'));
        await pass(30);
        first.subscription.unsubscribe();
        await pass(4000);
        const second = record(resumeAnswer(log, 'id', { after: 1 }));
        await pass(20_000);
        source.next(text('b'));
        source.complete();
        await pass(1);
        assert.deepEqual(second.values, at(2, 'b'));
        assert.equal(second.end, 'complete');
      }));
  });

  describe('with a model behind a socket', () => {
    it("stopAnswer closes the model's socket, and gives what really ended it", async () => {
      const server = await startServer({ answer: () => ({ pieces: [textFrame('Hi')], ending: 'stall' }) });
      try {
        const log = memoryLog();
        const answer$ = openAICompatible(server.openAI).stream({
          model: 'canned',
          messages: [{ role: 'user', content: 'Hello' }],
        });
        const recording = record(startAnswer(log, 'id', answer$));
        await recording.has(2);
        assert.equal(server.openSockets, 1);
        assert.deepEqual(await stopAnswer(log, 'id', 'enough'), { type: 'stopped', reason: 'enough' });
        await server.socketsClosed();
        assert.deepInclude(await recording.error(), { name: 'AbortError', reason: 'enough' });
        assert.deepEqual(await stopAnswer(log, 'id'), { type: 'stopped', reason: 'enough' });
      } finally {
        await server.close();
      }
    });

    it('one request serves three readers, one of whom left and came back', async () => {
      const server = await startServer({ paceMs: 5 });
      try {
        const log = memoryLog();
        const answer$ = openAICompatible(server.openAI).stream({
          model: 'canned',
          messages: [{ role: 'user', content: 'Hello' }],
        });
        const [first, second] = [record(startAnswer(log, 'id', answer$)), record(startAnswer(log, 'id', answer$))];
        await first.has(2);
        first.subscription.unsubscribe();
        const rest = await record(resumeAnswer(log, 'id', { after: first.values.length })).all();
        const whole = await second.all();
        assert.deepEqual([...first.values, ...rest], [...whole]);
        expect(whole.map(({ position }) => position)).to.deep.equal(whole.map((_, i) => i + 1));
        assert.equal(server.requests.length, 1);
      } finally {
        await server.close();
      }
    });
  });
});

/** An answer that counts how often it is asked for. */
function counted(): {
  readonly source: Subject<Chunk>;
  readonly answer$: Observable<Chunk>;
  readonly asked: () => number;
} {
  const source = new Subject<Chunk>();
  let subscriptions = 0;
  return {
    source,
    answer$: defer(() => {
      subscriptions++;
      return source;
    }),
    asked: () => subscriptions,
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
