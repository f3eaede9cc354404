import { assert } from 'chai';
import { readEntries } from '../../lib/redis/Entry.ts';

describe('readEntries', () => {
  it('reads the header, batches and the end, as Redis gives them', () => {
    const [header, batch, end] = readEntries([
      ['0-1', ['h', '{"v":1,"lease":15000,"ttl":3600000}']],
      ['3-0', ['n', '2', 'd', '["Ta","Tb"]']],
      ['9007199254740991-0', ['e', '{"type":"stopped","reason":"enough"}']],
    ]);
    assert.deepEqual(header, { type: 'header', header: { v: 1, lease: 15_000, ttl: 3_600_000 } });
    assert.deepInclude(batch, { type: 'batch', last: 3 });
    assert(batch?.type === 'batch');
    assert.equal(batch.batch.first, 2);
    assert.deepEqual(batch.batch.frames, ['Ta', 'Tb']);
    assert.deepEqual(end, {
      type: 'end',
      last: Number.MAX_SAFE_INTEGER,
      end: { type: 'stopped', reason: 'enough' },
    });
  });

  it('reads replies of bytes, which some clients give', () => {
    const [end] = readEntries([
      [Buffer.from('9007199254740991-0'), [Buffer.from('e'), Buffer.from('{"type":"complete"}')]],
    ]);
    assert.deepInclude(end, { type: 'end', end: { type: 'complete' } });
  });

  it('throws for what is none of them', () => {
    for (const reply of [
      null,
      'OK',
      {},
      [['1-0', ['x', 'y']]],
      [['1-0', ['n', '1']]],
      [['1-0', ['e', '{"type":"later"}']]],
      [['1-0', ['e', 'null']]],
      [['1-0', ['h', '{']]],
    ]) {
      assert.throws(() => readEntries(reply), undefined, undefined, JSON.stringify(reply));
    }
  });
});
