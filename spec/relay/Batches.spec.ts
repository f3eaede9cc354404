import { assert } from 'chai';
import * as fc from 'fast-check';
import { Batches } from '../../lib/relay/Batches.ts';

const allOf = (batches: Batches): (readonly string[])[] => {
  const taken: (readonly string[])[] = [];
  while (!batches.isEmpty) taken.push(batches.take());
  return taken;
};

const size = (list: readonly string[]): number => list.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);

const filled = (frames: readonly string[], maxFrames: number, maxBytes: number): Batches => {
  const batches = new Batches(maxFrames, maxBytes);
  for (const frame of frames) batches.add(frame);
  return batches;
};

describe('Batches', () => {
  it('hold at most so many frames each', () => {
    assert.deepEqual(allOf(filled(['a', 'b', 'c', 'd', 'e'], 2, 100)), [['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('hold at most so many bytes each, as they go over a wire', () => {
    assert.deepEqual(allOf(filled(['aaa', '€', 'bb', '😀', 'c'], 100, 6)), [['aaa', '€'], ['bb', '😀'], ['c']]);
  });

  it('hold a frame that is larger alone', () => {
    assert.deepEqual(allOf(filled(['a', 'x'.repeat(20), 'b'], 100, 6)), [['a'], ['x'.repeat(20)], ['b']]);
  });

  it('know when one can grow no more', () => {
    const batches = filled(['a'], 2, 100);
    assert.isFalse(batches.hasFull);
    batches.add('b');
    assert.isTrue(batches.hasFull);
    batches.add('c');
    batches.take();
    assert.isFalse(batches.hasFull);
    assert.isTrue(filled(['12', '345'], 9, 5).hasFull);
  });

  it('give nothing where nothing waits', () => {
    const batches = new Batches(2, 10);
    assert.deepEqual(batches.take(), []);
    assert.isTrue(batches.isEmpty);
  });

  it('lose nothing, keep the order, and know how much waits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 5 })),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        (frames, maxFrames, maxBytes) => {
          const batches = filled(frames, maxFrames, maxBytes);
          assert.equal(batches.bytes, size(frames));
          const taken = allOf(batches);
          assert.equal(batches.bytes, 0);
          assert.deepEqual(taken.flat(), frames);
          for (const batch of taken) {
            assert.isAtMost(batch.length, maxFrames);
            assert.isTrue(batch.length === 1 || size(batch) <= maxBytes);
          }
        },
      ),
    );
  });
});
