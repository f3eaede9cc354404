import assert from 'node:assert/strict';
import { firstValueFrom, take, tap, toArray } from 'rxjs';
import type { AnswerEnd } from '../../relay/AnswerEnd.ts';
import type { LogEntry } from '../../relay/AnswerLog.ts';
import { END_ONLY } from '../../relay/END_ONLY.ts';
import { isEnd } from '../../relay/isEnd.ts';
import { toAsyncIterable } from '../../rx/toAsyncIterable.ts';
import { at } from './at.ts';
import { COMPLETE, STOPPED } from './ends.ts';
import type { LogTests } from './LogTests.ts';
import { readAll } from './readAll.ts';
import { Reading } from './Reading.ts';

/** What a log has to provide to readers. */
export const readCases: LogTests = {
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

  'loses and doubles nothing for readers that come while it is written': async (log, id) => {
    const frames = Array.from({ length: 200 }, (_, i) => String(i));
    await log.create(id);
    const readings: { readonly after: number; readonly reading: Reading }[] = [];
    for (let i = 0; i < frames.length; i += 5) {
      const appended = log.append(id, i + 1, frames.slice(i, i + 5));
      const after = (i * 7) % frames.length;
      readings.push({ after, reading: new Reading(log, id, after) });
      await appended;
    }
    await log.seal(id, COMPLETE);
    const all = [...at(1, ...frames), COMPLETE];
    for (const { after, reading } of readings) {
      assert.deepEqual(await reading.completed(), all.slice(after), `after ${after}`);
    }
  },

  'reads when it is subscribed, and for each subscription anew': async (log, id) => {
    const reads$ = log.read(id, 1);
    await log.create(id);
    await log.append(id, 1, ['a', 'b']);
    await log.seal(id, COMPLETE);
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(await firstValueFrom(reads$.pipe(toArray())), [...at(2, 'b'), COMPLETE]);
    }
  },

  'gives a reader that takes its time no more than it takes': async (log, id) => {
    const frames = Array.from({ length: 1000 }, (_, i) => String(i));
    const all = [...at(1, ...frames), COMPLETE];
    await log.create(id);
    for (let i = 0; i < 500; i += 10) await log.append(id, i + 1, frames.slice(i, i + 10));
    let emitted = 0;
    const counted$ = log.read(id, 0).pipe(tap(() => void emitted++));
    const slow = toAsyncIterable(counted$, { highWaterMark: 4 })[Symbol.asyncIterator]();
    const quick = new Reading(log, id);
    assert.deepEqual(await slow.next(), { done: false, value: all[0] });
    await quick.has(500);
    for (let i = 500; i < frames.length; i += 10) await log.append(id, i + 1, frames.slice(i, i + 10));
    await log.seal(id, COMPLETE);
    assert.deepEqual(await quick.completed(), all, 'another reader');
    assert.ok(emitted < 100, `it wanted 5, and was given ${emitted} of 1,000`);
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

  'goes on for a reader that writes and ends the answer itself': async (log, id) => {
    await log.create(id);
    const done: Promise<unknown>[] = [];
    const reading = new Reading(log, id, 0, (entry) => {
      if (isEnd(entry)) return;
      if (entry.position < 3) done.push(log.append(id, entry.position + 1, [`${entry.position + 1}`]));
      else done.push(log.seal(id, STOPPED));
    });
    await log.append(id, 1, ['1']);
    assert.deepEqual(await reading.completed(), [...at(1, '1', '2', '3'), STOPPED]);
    await Promise.all(done);
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
