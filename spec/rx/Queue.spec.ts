import { assert } from 'chai';
import * as fc from 'fast-check';
import { Queue } from '../../lib/rx/Queue.ts';

/** A number is added; the words are methods. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.nat() },
    { weight: 5, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  ),
  { maxLength: 400, size: 'max' },
);

describe('Queue', () => {
  it('gives what was added, the oldest first, however adding and taking alternate', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const queue = new Queue<number>();
        const model: number[] = [];
        for (const next of taken) {
          if (next === 'take') {
            assert.strictEqual(queue.take(), model.shift());
          } else if (next === 'clear') {
            queue.clear();
            model.length = 0;
          } else {
            queue.add(next);
            model.push(next);
          }
          assert.strictEqual(queue.size, model.length);
        }
        while (queue.size > 0) assert.strictEqual(queue.take(), model.shift());
        assert.isEmpty(model);
        assert.isUndefined(queue.take());
      }),
    );
  });

  it('holds undefined as an entry like any other', () => {
    const queue = new Queue<undefined>();
    queue.add(undefined);
    assert.equal(queue.size, 1);
    assert.isUndefined(queue.take());
    assert.equal(queue.size, 0);
  });
});
