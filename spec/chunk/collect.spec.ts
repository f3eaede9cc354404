import { assert } from 'chai';
import { from } from 'rxjs';
import { type Answer, type Chunk, collect } from '../../lib/index.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

const nothing: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };

describe('collect', () => {
  it('gives the whole answer once, at completion', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot<Chunk>('-h-l--|   ', {
        h: { type: 'text', choice: 0, text: 'Hel' },
        l: { type: 'text', choice: 0, text: 'lo' },
      });
      const subs = '             ^-----!   ';
      const expected = '         ------(a|)';

      expectObservable(chunks.pipe(collect())).toBe(expected, { a: { ...nothing, text: 'Hello' } });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('gives the choice that is asked for, and no call without arguments', () => {
    const chunks: Chunk[] = [
      { type: 'text', choice: 0, text: 'a' },
      { type: 'tool-call', choice: 1, index: 0, id: 'c', name: 'f', arguments: '' },
    ];
    assert.deepEqual(drain(from(chunks).pipe(collect({ choice: 1 }))), [
      { ...nothing, toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }] },
    ]);
  });

  it('gives an empty answer of no chunks', () => {
    assert.deepEqual(drain(from<Chunk[]>([]).pipe(collect())), [nothing]);
  });

  it('passes an error on and gives nothing', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot<Chunk>('-h-#', { h: { type: 'text', choice: 0, text: 'Hel' } });
      const expected = '         ---#';

      expectObservable(chunks.pipe(collect())).toBe(expected);
    });
  });
});
