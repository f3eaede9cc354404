import { assert } from 'chai';
import { unitEndsOf } from '../../lib/chunk/unitEndsOf.ts';
import { WaitingText } from '../../lib/chunk/WaitingText.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';

/* How it cuts is in `smooth.spec.ts`. Here is what it counts, and what that costs. */
describe('WaitingText', () => {
  it('wants all that came at one time to be gone when its time is over, at an even pace', () => {
    const waiting = new WaitingText(unitEndsOf('grapheme'));
    waiting.add('x'.repeat(100), 1000);
    assert.equal(waiting.due(1000, 0, 40), 0);
    assert.equal(waiting.due(1010, 10, 40), 25);
    assert.equal(waiting.take(25).length, 25);
    waiting.add('y'.repeat(200), 1010);
    // A third of the 75 that are left of the first, a quarter of the 275 that are there now.
    assert.equal(waiting.due(1020, 10, 40), 69);
    assert.equal(waiting.due(1040, 10, 40), 138);
    assert.equal(waiting.take(138).length, 138);
    assert.equal(waiting.due(1050, 10, 40), 137);
    assert.equal(waiting.due(5000, 10, 40), 137);
    assert.equal(waiting.takeAll().length, 137);
    assert.isTrue(waiting.isEmpty);
    assert.equal(waiting.due(5000, 10, 40), 0);
  });

  it('wants nothing to go where there is no end to the time, and all where there is none', () => {
    const waiting = new WaitingText(unitEndsOf('grapheme'));
    waiting.add('xyz', 0);
    assert.equal(waiting.due(1e9, 16, Infinity), 0);
    assert.equal(waiting.due(0, 0, -16), 3);
  });

  it('costs as much for each piece, however many have come and gone', () => {
    const growth = cpuGrowth(2_000, 32_000, (size) => () => {
      const waiting = new WaitingText(unitEndsOf('word'));
      for (let at = 0; at < size; at++) {
        waiting.add('word word ', at);
        waiting.take(waiting.due(at, 1, 20));
      }
    });
    assert.isBelow(growth, 4);
  });
});
