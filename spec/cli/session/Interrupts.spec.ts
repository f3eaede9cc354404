import { assert } from 'chai';
import { Interrupts } from '../../../lib/cli/session/Interrupts.ts';

describe('Interrupts', () => {
  it('ends the command', () => {
    const interrupts = new Interrupts();
    assert.isFalse(interrupts.signal.aborted);
    interrupts.interrupt();
    assert.isTrue(interrupts.signal.aborted);
  });

  it('goes to who takes it, as long as they want it', () => {
    const interrupts = new Interrupts();
    let count = 0;
    const release = interrupts.divert(() => count++);
    interrupts.interrupt();
    interrupts.interrupt();
    assert.strictEqual(count, 2);
    assert.isFalse(interrupts.signal.aborted);
    release();
    interrupts.interrupt();
    assert.strictEqual(count, 2);
    assert.isTrue(interrupts.signal.aborted);
  });

  it('can be ended by who took it', () => {
    const interrupts = new Interrupts();
    interrupts.divert(() => interrupts.end());
    interrupts.interrupt();
    assert.isTrue(interrupts.signal.aborted);
  });
});
