import { assert } from 'chai';
import * as fc from 'fast-check';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { fromFrame } from '../../lib/relay/fromFrame.ts';
import { toFrame } from '../../lib/relay/toFrame.ts';
import { text } from './chunks.ts';

describe('toFrame and fromFrame', () => {
  it('keep of a text of choice 0 the text alone', () => {
    assert.equal(toFrame(text('Hello')), 'THello');
    assert.equal(toFrame(text('')), 'T');
  });

  it('keep all of any other chunk', () => {
    assert.equal(toFrame({ ...text('Hello'), choice: 1 } as Chunk), '{"type":"text","choice":1,"text":"Hello"}');
    assert.equal(
      toFrame({ type: 'finish', choice: 0, reason: 'stop' }),
      '{"type":"finish","choice":0,"reason":"stop"}',
    );
    assert.equal(
      toFrame({ ...text('Hello'), note: 'by an operator of its own' } as unknown as Chunk),
      '{"type":"text","choice":0,"text":"Hello","note":"by an operator of its own"}',
    );
  });

  it('give every text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(1), (piece, choice) => {
        const chunk = { type: 'text', choice, text: piece } as const;
        assert.deepEqual(fromFrame(toFrame(chunk)), chunk);
      }),
    );
  });

  it('give every kind of chunk back', () => {
    const chunks: readonly Chunk[] = [
      { type: 'start', id: 'a', model: 'm', requestId: 'r' },
      { type: 'reasoning', choice: 0, text: 'Hm' },
      { type: 'refusal', choice: 0, text: 'No' },
      { type: 'tool-call', choice: 0, index: 1, id: 'c', name: 'f', arguments: '{"a":' },
      { type: 'source', choice: 0, url: 'https://example.com/' },
      { type: 'activity', choice: 0, id: 's', name: 'search', state: 'done' },
      { type: 'block', choice: 0, wire: 'anthropic', value: { type: 'thinking', signature: 'x' } },
      { type: 'usage', totalTokens: 3 },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
    ];
    for (const chunk of chunks) assert.deepEqual(fromFrame(toFrame(chunk)), chunk);
  });

  it('take nothing for a chunk that is none', () => {
    for (const frame of ['', 'x', 'null', '1', '[]', '{}', '{"type":1}', '{"type":"te']) {
      assert.throws(() => fromFrame(frame), undefined, undefined, frame);
    }
  });
});
