import assert from 'node:assert/strict';
import { firstValueFrom, take, toArray } from 'rxjs';
import type { AnswerEnd } from '../relay/AnswerEnd.ts';
import type { AnswerLog, LogEntry } from '../relay/AnswerLog.ts';
import { END_ONLY } from '../relay/END_ONLY.ts';
import { toAsyncIterable } from '../rx/toAsyncIterable.ts';
import { Reading } from './log/Reading.ts';

/** One thing that a log has to do. */
export interface LogContractCase {
  readonly name: string;
  /** Rejects where the log does something else. */
  readonly run: () => Promise<void>;
}

/** Options of `answerLogContract`. */
export interface LogContractOptions {
  /** The lease of the log, if it has one: then it is tried too, and takes as long. Some hundred milliseconds will do. */
  readonly leaseMs?: number | undefined;
}

type Test = (log: AnswerLog, id: string) => Promise<void>;

const COMPLETE: AnswerEnd = { type: 'complete' };
const STOPPED: AnswerEnd = { type: 'stopped', reason: 'enough' };

/**
 * What an `AnswerLog` has to do, as cases for any test runner: for whoever writes a log on NATS, Postgres or something else. `memoryLog` and
 * `redisLog` pass them.
 *
 * @param makeLog makes a log, for each case; all may share one store, since each case has an id of its own
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { memoryLog } from 'rxllm/relay';
 * import { answerLogContract } from 'rxllm/testing';
 *
 * describe('my log', () => {
 *   for (const { name, run } of answerLogContract(() => memoryLog())) it(name, run);
 * });
 * ```
 */
export function answerLogContract(
  makeLog: () => AnswerLog | Promise<AnswerLog>,
  { leaseMs }: LogContractOptions = {},
): readonly LogContractCase[] {
  const tests = { ...TESTS, ...(leaseMs === undefined ? {} : leaseTests(leaseMs)) };
  return Object.entries(tests).map(([name, test]) => ({
    name,
    run: async () => test(await makeLog(), `contract-${crypto.randomUUID()}`),
  }));
}

const TESTS: Readonly<Record<string, Test>> = {
  'creates an answer once, open or ended': async (log, id) => {
    await log.create(id);
    await assert.rejects(log.create(id));
    await log.seal(id, COMPLETE);
    await assert.rejects(log.create(id));
  },

  'lets one of many creations win': async (log, id) => {
    const creations = await Promise.allSettled(Array.from({ length: 8 }, () => log.create(id)));
    assert.equal(creations.filter(({ status }) => status === 'fulfilled').length, 1);
  },

  'keeps answers apart': async (log, id) => {
    const [one, other] = [`${id}{1}`, `${id}}:c`];
    await log.create(one);
    await log.create(other);
    await log.append(one, 1, ['a']);
    await log.append(other, 1, ['b']);
    await log.seal(one, COMPLETE);
    await log.seal(other, STOPPED);
    assert.deepEqual(await readAll(log, one), [...at(1, 'a'), COMPLETE]);
    assert.deepEqual(await readAll(log, other), [...at(1, 'b'), STOPPED]);
  },

  'gives what was written, and what comes, in order and once': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, ['a', 'b']);
    const reading = new Reading(log, id);
    await log.append(id, 3, ['c']);
    await reading.has(3);
    await log.append(id, 4, ['d', 'e']);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, 'a', 'b', 'c', 'd', 'e'), COMPLETE]);
  },

  'gives it to a reader that was there first': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, ['a']);
    await reading.has(1);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, 'a'), COMPLETE]);
  },

  'goes on at every position, while it is written': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, ['a', 'b', 'c']);
    await log.append(id, 4, ['d']);
    const readings = [0, 1, 2, 3, 4, 5, 6].map((after) => new Reading(log, id, after));
    await log.append(id, 5, ['e', 'f']);
    await log.seal(id, COMPLETE);
    const all = [...at(1, 'a', 'b', 'c', 'd', 'e', 'f'), COMPLETE];
    for (const [after, reading] of readings.entries()) {
      assert.deepEqual(await reading.completed(), all.slice(after), `after ${after}`);
    }
  },

  'goes on at every position, after the end': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, ['a', 'b', 'c']);
    await log.append(id, 4, ['d']);
    await log.seal(id, STOPPED);
    const all = [...at(1, 'a', 'b', 'c', 'd'), STOPPED];
    for (let after = 0; after <= 4; after++) {
      assert.deepEqual(await readAll(log, id, after), all.slice(after), `after ${after}`);
    }
  },

  'takes an append again, and one that overlaps, once': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, ['a', 'b']);
    await log.append(id, 1, ['a', 'b']);
    await log.append(id, 1, ['a']);
    await log.append(id, 2, ['b', 'c']);
    await log.append(id, 4, ['d']);
    await log.append(id, 1, ['a', 'b']);
    await log.seal(id, COMPLETE);
    const all = [...at(1, 'a', 'b', 'c', 'd'), COMPLETE];
    assert.deepEqual(await reading.completed(), all);
    assert.deepEqual(await readAll(log, id), all);
  },

  'never skips a gap': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, ['a']);
    await reading.has(1);
    const isRefused = await log.append(id, 3, ['c']).then(
      () => false,
      () => true,
    );
    await log.seal(id, COMPLETE);
    for (const each of [reading, new Reading(log, id)]) {
      if (isRefused) assert.deepEqual(await each.completed(), [...at(1, 'a'), COMPLETE]);
      else await each.failed();
      assert.deepEqual(each.frames, at(1, 'a'));
    }
  },

  'refuses to append to what it does not hold, and to what has ended': async (log, id) => {
    await assert.rejects(log.append(id, 1, ['a']));
    await log.create(id);
    await log.append(id, 1, ['a']);
    await log.seal(id, STOPPED);
    await assert.rejects(log.append(id, 2, ['b']));
    assert.deepEqual(await readAll(log, id), [...at(1, 'a'), STOPPED]);
  },

  'adds nothing by an append without frames': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, []);
    await log.append(id, 1, ['a']);
    await log.append(id, 2, []);
    await log.append(id, 2, ['b']);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await readAll(log, id), [...at(1, 'a', 'b'), COMPLETE]);
  },

  'keeps the first end, and gives it to everybody': async (log, id) => {
    await log.create(id);
    const readings = [new Reading(log, id), new Reading(log, id)];
    assert.deepEqual(await log.seal(id, STOPPED), STOPPED);
    assert.deepEqual(await log.seal(id, COMPLETE), STOPPED);
    for (const reading of readings) assert.deepEqual(await reading.completed(), [STOPPED]);
    assert.deepEqual(await readAll(log, id), [STOPPED]);
  },

  'agrees with itself on the end where many want to end': async (log, id) => {
    await log.create(id);
    const ends: AnswerEnd[] = [COMPLETE, STOPPED, { type: 'abandoned' }, { type: 'stopped', reason: 'another' }];
    const reading = new Reading(log, id);
    const winners = await Promise.all(ends.map((end) => log.seal(id, end)));
    const [end] = await reading.completed();
    for (const winner of winners) assert.deepEqual(winner, end);
  },

  'gives back every kind of end': async (log, id) => {
    const failure = { name: 'ProviderError', kind: 'overloaded', retryable: true, detail: '"\n\u0000€' } as const;
    const ends: AnswerEnd[] = [
      COMPLETE,
      { type: 'stopped' },
      STOPPED,
      { type: 'abandoned' },
      { type: 'error', error: failure },
    ];
    for (const [i, end] of ends.entries()) {
      await log.create(`${id}-${i}`);
      await log.seal(`${id}-${i}`, end);
      assert.deepEqual(await readAll(log, `${id}-${i}`), [end]);
    }
  },

  'refuses to end what it does not hold': async (log, id) => {
    await assert.rejects(log.seal(id, COMPLETE));
    await log.create(id);
  },

  'tells the writer of the end': async (log, id) => {
    await assert.rejects(log.touch(id));
    await log.create(id);
    assert.equal(await log.touch(id), undefined);
    await log.append(id, 1, ['a']);
    assert.equal(await log.touch(id), undefined);
    await log.seal(id, STOPPED);
    assert.deepEqual(await log.touch(id), STOPPED);
  },

  'fails a read of what it does not hold': async (log, id) => {
    for (const after of [0, 1, END_ONLY]) await new Reading(log, id, after).failed();
  },

  'gives the end alone after every position': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id, END_ONLY);
    await log.append(id, 1, ['a', 'b']);
    await log.seal(id, STOPPED);
    assert.deepEqual(await reading.completed(), [STOPPED]);
    assert.deepEqual(await readAll(log, id, END_ONLY), [STOPPED]);
  },

  'counts readers, if it can': async (log, id) => {
    await log.create(id);
    const { readers } = await log.append(id, 1, ['a']);
    if (readers === undefined) return;
    assert.equal(readers, 0);
    const writer = new Reading(log, id, END_ONLY);
    const reading = new Reading(log, id);
    await reading.has(1);
    const counted = await log.append(id, 2, []);
    assert.equal(counted.readers, 1);
    reading.stop();
    const left = await log.append(id, 2, ['b']);
    assert.equal(left.readers, 0);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await writer.completed(), [COMPLETE]);
  },

  'gives every text back as it was': async (log, id) => {
    const frames = [
      '',
      ' ',
      '"',
      '\\',
      '\n\r\n',
      '\u0000\u001f',
      'ü€',
      '😀',
      '\ud83d',
      '\ude00',
      '\u2028',
      '{"a":[1]}',
      '[',
    ];
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, frames);
    for (const [i, frame] of frames.entries()) await log.append(id, frames.length + 1 + i, [frame]);
    await log.seal(id, COMPLETE);
    const all = [...at(1, ...frames, ...frames), COMPLETE];
    assert.deepEqual(await reading.completed(), all);
    assert.deepEqual(await readAll(log, id), all);
  },

  'holds a long answer': async (log, id) => {
    const frames = Array.from({ length: 5000 }, (_, i) => `frame ${i + 1}`);
    await log.create(id);
    const reading = new Reading(log, id);
    for (let i = 0; i < frames.length; i += 4) await log.append(id, i + 1, frames.slice(i, i + 4));
    await log.seal(id, COMPLETE);
    const all = [...at(1, ...frames), COMPLETE];
    assert.deepEqual(await reading.completed(), all);
    assert.deepEqual(await readAll(log, id), all);
    assert.deepEqual(await readAll(log, id, 4321), all.slice(4321));
  },

  'takes large frames': async (log, id) => {
    const frame = 'x'.repeat(1_000_000);
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, [frame, frame]);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, frame, frame), COMPLETE]);
  },

  'lets a reader take its time, at no cost to the writer and the others': async (log, id) => {
    const frames = Array.from({ length: 1000 }, (_, i) => String(i));
    await log.create(id);
    const slow = toAsyncIterable(log.read(id, 0), { highWaterMark: 4 })[Symbol.asyncIterator]();
    const quick = new Reading(log, id);
    await log.append(id, 1, frames.slice(0, 10));
    const [first] = at(1, '0');
    assert.deepEqual(await slow.next(), { done: false, value: first });
    for (let i = 10; i < frames.length; i += 10) await log.append(id, i + 1, frames.slice(i, i + 10));
    await log.seal(id, COMPLETE);
    const all = [...at(1, ...frames), COMPLETE];
    assert.deepEqual(await quick.completed(), all);
    const rest: (LogEntry | AnswerEnd)[] = [];
    for (;;) {
      const { done, value } = await slow.next();
      if (done === true) break;
      rest.push(value);
    }
    assert.deepEqual(rest, all.slice(1));
  },

  'lets readers leave at any time': async (log, id) => {
    await log.create(id);
    new Reading(log, id).stop();
    const early = firstValueFrom(log.read(id, 0).pipe(take(2), toArray()));
    await log.append(id, 1, ['a', 'b', 'c']);
    assert.deepEqual(await early, at(1, 'a', 'b'));
    const reading = new Reading(log, id);
    await reading.has(3);
    reading.stop();
    await log.append(id, 4, ['d']);
    await log.seal(id, COMPLETE);
    assert.deepEqual(reading.entries, at(1, 'a', 'b', 'c'));
  },

  'serves many readers and answers at once': async (log, id) => {
    const ids = Array.from({ length: 20 }, (_, i) => `${id}-${i}`);
    await Promise.all(ids.map((each) => log.create(each)));
    const readings = ids.flatMap((each) => Array.from({ length: 5 }, () => new Reading(log, each)));
    await Promise.all(
      ids.map(async (each) => {
        for (let i = 1; i <= 20; i++) await log.append(each, i, [`${each} ${i}`]);
        await log.seal(each, COMPLETE);
      }),
    );
    for (const [i, reading] of readings.entries()) {
      const each = ids[Math.floor(i / 5)] ?? '';
      const frames = Array.from({ length: 20 }, (_, n) => `${each} ${n + 1}`);
      assert.deepEqual(await reading.completed(), [...at(1, ...frames), COMPLETE]);
    }
  },
};

const leaseTests = (leaseMs: number): Readonly<Record<string, Test>> => ({
  'ends what its writer has left, within one and a half leases': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, ['a']);
    const reading = new Reading(log, id);
    const startedAt = performance.now();
    assert.deepEqual(await reading.completed(), [...at(1, 'a'), { type: 'abandoned' }]);
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs <= 1.5 * leaseMs, `it took ${Math.round(tookMs)} ms`);
    await assert.rejects(log.append(id, 2, ['b']));
  },

  'leaves what its writer touches, however long it says nothing': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id);
    for (let i = 0; i < 9; i++) {
      await new Promise((resolve) => setTimeout(resolve, leaseMs / 3));
      assert.equal(await log.touch(id), undefined);
    }
    await log.append(id, 1, ['a']);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, 'a'), COMPLETE]);
  },
});

/** Frames as entries, from a position on. */
const at = (first: number, ...frames: readonly string[]): readonly LogEntry[] =>
  frames.map((frame, i) => ({ position: first + i, frame }));

const readAll = (log: AnswerLog, id: string, after = 0): Promise<readonly (LogEntry | AnswerEnd)[]> =>
  new Reading(log, id, after).completed();
