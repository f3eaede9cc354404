import { assert } from 'chai';
import * as fc from 'fast-check';
import { BatchMessage, readMessage, toMessage } from '../../lib/redis/Message.ts';

describe('readMessage', () => {
  it('reads a batch, and parses its frames once for all', () => {
    const message = readMessage('7 2 ["Ta","T\\u20ac"]');
    assert.instanceOf(message, BatchMessage);
    assert.deepInclude(message, { last: 7, count: 2 });
    assert.equal(message.first, 6);
    assert.deepEqual(message.frames, ['Ta', 'T€']);
    assert.strictEqual(message.frames, message.frames);
  });

  it('reads what is no batch', () => {
    assert.equal(readMessage('?'), 'asking');
    for (const text of ['e', '', 'x', '7', '7 2', '-1 2 []', '7 2[]']) assert.equal(readMessage(text), 'changed', text);
  });

  it('throws where frames are due that are none', () => {
    for (const data of ['', '[', '{}', '[1]', '["a"]', 'null']) {
      assert.throws(() => (readMessage(`2 2 ${data}`) as BatchMessage).frames, undefined, undefined, data);
    }
  });

  it('reads what toMessage wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), fc.nat(1_000_000), (frames, before) => {
        const data = JSON.stringify(frames);
        const message = readMessage(toMessage(before + frames.length, frames.length, data)) as BatchMessage;
        assert.equal(message.first, before + 1);
        assert.deepEqual(message.frames, frames);
      }),
    );
  });
});
