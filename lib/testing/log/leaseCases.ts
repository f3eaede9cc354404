import assert from 'node:assert/strict';
import { at } from './at.ts';
import { ABANDONED, COMPLETE } from './ends.ts';
import type { LogTests } from './LogTests.ts';
import { readAll } from './readAll.ts';
import { Reading } from './Reading.ts';

/** The requirements of a log with a lease. */
export const leaseCases = (leaseMs: number): LogTests => ({
  'ends what its writer has left, within one and a half leases': async (log, id) => {
    const [one, other] = [`${id}-1`, `${id}-2`];
    for (const each of [one, other]) {
      await log.create(each);
      await log.append(each, 1, ['a']);
    }
    const startedAt = performance.now();
    const early = new Reading(log, one);
    await new Promise((resolve) => setTimeout(resolve, 0.8 * leaseMs));
    for (const reading of [early, new Reading(log, other)]) {
      assert.deepEqual(await reading.completed(3 * leaseMs), [...at(1, 'a'), ABANDONED]);
      const tookMs = performance.now() - startedAt;
      assert.ok(tookMs <= 1.5 * leaseMs, `it took ${Math.round(tookMs)} ms`);
    }
    await assert.rejects(log.append(one, 2, ['b']));
    assert.deepEqual(await log.seal(one, COMPLETE), ABANDONED);
  },

  'ends what nobody read at the time, for who comes after': async (log, id) => {
    await log.create(id);
    await log.append(id, 1, ['a', 'b']);
    await new Promise((resolve) => setTimeout(resolve, 1.1 * leaseMs));
    assert.deepEqual(await readAll(log, id, 1), [...at(2, 'b'), ABANDONED]);
  },

  'leaves what its writer touches, however long it says nothing': async (log, id) => {
    await log.create(id);
    const reading = new Reading(log, id);
    for (let i = 0; i < 6; i++) {
      await new Promise((resolve) => setTimeout(resolve, leaseMs / 3));
      assert.equal(await log.touch(id), undefined);
    }
    await log.append(id, 1, ['a']);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, 'a'), COMPLETE]);
  },
});
