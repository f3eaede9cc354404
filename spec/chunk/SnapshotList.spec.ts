import { assert } from 'chai';
import { SnapshotList } from '../../lib/chunk/SnapshotList.ts';

describe('SnapshotList', () => {
  it('gives itself out as it is now, and leaves what it gave as it was', () => {
    const list = new SnapshotList<string>();
    const empty = list.snapshot();
    list.add('a');
    const one = list.snapshot();
    list.add('b');
    list.add('c');
    assert.deepEqual([empty, one, list.snapshot()], [[], ['a'], ['a', 'b', 'c']]);
  });

  it('gives the same list while nothing is added', () => {
    const list = new SnapshotList<string>();
    list.add('a');
    assert.strictEqual(list.snapshot(), list.snapshot());
  });
});
