import { assert } from 'chai';
import { countHere, readersOf } from '../../lib/redis/readersHere.ts';

describe('readersOf', () => {
  const channel = 'rxllm:{readersOf}:c';

  it('counts those of this process, and one for each connection that is not of a log here', () => {
    assert.equal(readersOf(channel, 0), 0);
    assert.equal(readersOf(channel, 2), 2);
    countHere(channel, { logs: 1 });
    assert.equal(readersOf(channel, 1), 0, 'a writer listens too');
    assert.equal(readersOf(channel, 3), 2);
    countHere(channel, { readers: 2 });
    assert.equal(readersOf(channel, 1), 2);
    assert.equal(readersOf(channel, 2), 3);
    assert.equal(readersOf(channel, 0), 2, 'the connection is lost, and comes back');
    countHere(channel, { readers: -2, logs: -1 });
    assert.equal(readersOf(channel, 0), 0);
  });
});
