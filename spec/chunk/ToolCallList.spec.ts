import { assert } from 'chai';
import { ToolCallList } from '../../lib/chunk/ToolCallList.ts';
import type { ToolCallChunk } from '../../lib/index.ts';

const piece = (index: number, rest: Partial<ToolCallChunk> = {}): ToolCallChunk => ({
  type: 'tool-call',
  choice: 0,
  index,
  arguments: '',
  ...rest,
});

function listOf(...pieces: readonly ToolCallChunk[]): ToolCallList {
  const list = new ToolCallList();
  for (const one of pieces) list.add(one);
  return list;
}

describe('ToolCallList', () => {
  it('puts calls together, in the order of their indexes', () => {
    const list = listOf(
      piece(2, { id: 'c', name: 'h' }),
      piece(0, { id: 'a', name: 'f', arguments: '{' }),
      piece(2, { arguments: '[]' }),
      piece(0, { arguments: '}' }),
    );
    assert.deepEqual(list.snapshot(), [
      { id: 'a', name: 'f', arguments: '{}' },
      { id: 'c', name: 'h', arguments: '[]' },
    ]);
  });

  describe('gives a call without an id one of its own', () => {
    it('each another', () => {
      const ids = listOf(piece(0), piece(1), piece(2))
        .snapshot()
        .map(({ id }) => id);
      assert.deepEqual(ids, ['call_rxllm_0', 'call_rxllm_1', 'call_rxllm_2']);
    });

    it('which stays while the call grows, and goes when its own comes', () => {
      const list = listOf(piece(0, { name: 'f' }), piece(0, { arguments: '{}' }));
      assert.equal(list.snapshot()[0]?.id, 'call_rxllm_0');
      list.add(piece(0, { id: 'a' }));
      assert.deepEqual(list.snapshot(), [{ id: 'a', name: 'f', arguments: '{}' }]);
    });

    it('which no other call of the answer has', () => {
      const ids = listOf(piece(0, { id: 'call_rxllm_1' }), piece(1), piece(2))
        .snapshot()
        .map(({ id }) => id);
      assert.equal(new Set(ids).size, 3);
      assert.equal(ids[0], 'call_rxllm_1');
    });
  });

  describe('at its end', () => {
    it('gives a call without arguments the empty object, whatever its pieces said', () => {
      const list = listOf(
        piece(0, { id: 'a' }),
        piece(1, { id: 'b', arguments: ' \n' }),
        piece(2, { id: 'c', arguments: '5' }),
      );
      assert.equal(list.snapshot()[0]?.arguments, '');
      list.finish();
      assert.deepEqual(
        list.snapshot().map(({ arguments: json }) => json),
        ['{}', '{}', '5'],
      );
    });

    it('changes nothing where every call has arguments', () => {
      const list = listOf(piece(0, { id: 'a', arguments: '{}' }));
      const before = list.snapshot();
      list.finish();
      assert.strictEqual(list.snapshot(), before);
    });
  });

  it('never changes a list that it gave', () => {
    const list = listOf(piece(0, { id: 'a' }));
    const given = list.snapshot();
    const frozen = JSON.stringify(given);
    list.add(piece(0, { arguments: '1' }));
    list.add(piece(1, { id: 'b' }));
    list.finish();
    assert.equal(JSON.stringify(given), frozen);
    assert.strictEqual(list.snapshot(), list.snapshot());
  });
});
