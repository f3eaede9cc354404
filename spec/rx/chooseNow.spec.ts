import { assert } from 'chai';
import { chooseNow } from '../../lib/rx/chooseNow.ts';
import { runMarbles } from '../support/marbles.ts';

describe('chooseNow', () => {
  it('is virtual in virtual time', () => {
    runMarbles(() => assert.equal(chooseNow()(), 0));
  });

  it('is a clock that nobody sets, otherwise', () => {
    const { now } = Date;
    const read = chooseNow();
    const before = read();
    Date.now = () => now() - 3_600_000;
    try {
      assert.isAtLeast(read(), before);
    } finally {
      Date.now = now;
    }
  });
});
