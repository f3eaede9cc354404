import assert from 'node:assert/strict';
import { END_ONLY } from '../../relay/END_ONLY.ts';
import { at } from './at.ts';
import { COMPLETE, STOPPED } from './ends.ts';
import type { LogTests } from './LogTests.ts';
import { readAll } from './readAll.ts';
import { Reading } from './Reading.ts';

/** What a log has to provide to a writer. */
export const writeCases: LogTests = {
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

  'takes large frames': async (log, id) => {
    const frame = 'x'.repeat(1_000_000);
    await log.create(id);
    const reading = new Reading(log, id);
    await log.append(id, 1, [frame, frame]);
    await log.seal(id, COMPLETE);
    assert.deepEqual(await reading.completed(), [...at(1, frame, frame), COMPLETE]);
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
};
