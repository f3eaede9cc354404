import assert from 'node:assert/strict';
import type { AnswerEnd } from '../../relay/AnswerEnd.ts';
import { COMPLETE, STOPPED } from './ends.ts';
import type { LogTests } from './LogTests.ts';
import { readAll } from './readAll.ts';
import { Reading } from './Reading.ts';

/** How an answer in a log ends. */
export const endCases: LogTests = {
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
};
