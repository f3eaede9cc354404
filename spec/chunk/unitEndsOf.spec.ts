import { assert } from 'chai';
import * as fc from 'fast-check';
import { unitEndsOf, type Unit } from '../../lib/chunk/unitEndsOf.ts';

const endsOf = (text: string, by: Unit): readonly number[] => [...unitEndsOf(by)(text)];

describe('unitEndsOf', () => {
  it('tells where words end, and not whether the last one does', () => {
    const text = ' Well, then (go)\n- now!';
    assert.deepEqual(
      endsOf(text, 'word').map((end) => text.slice(0, end)),
      [' Well, ', ' Well, then ', ' Well, then (go)\n', ' Well, then (go)\n- '],
    );
    assert.deepEqual(endsOf('', 'word'), []);
    assert.deepEqual(endsOf('  \n ', 'word'), []);
    assert.deepEqual(endsOf('word, ', 'word'), []);
    assert.deepEqual(endsOf('word, -', 'word'), [6]);
  });

  it('tells where lines end, and characters', () => {
    assert.deepEqual(endsOf('a\nbc\r\n\nd', 'line'), [2, 6, 7]);
    assert.deepEqual(endsOf('a\n', 'line'), [2]);
    assert.deepEqual(endsOf('ae\u0301😀\r\n.', 'grapheme'), [1, 3, 5, 7]);
  });

  it('takes what a function gives for what it can mean', () => {
    assert.deepEqual(
      endsOf('abcd', () => 2),
      [2, 4],
    );
    assert.deepEqual(
      endsOf('abcde', () => 2),
      [2, 4, 5],
    );
    assert.deepEqual(
      endsOf('abcd', () => 1.5),
      [1, 2, 3, 4],
    );
    for (const length of [0, -1, NaN, 0.5, undefined as never]) {
      assert.deepEqual(
        endsOf('abcd', () => length),
        [],
      );
    }
    assert.deepEqual(
      endsOf('abcd', () => Infinity),
      [4],
    );
  });

  it('finds the same whether a text is looked at once, or from one end to the next', () => {
    const anyText = fc.array(
      fc.constantFrom('a', 'Wort', ' ', '\n', '(', ')', '!', "'", '.', '3', '😀', '🇩🇪', 'e\u0301', '**'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(anyText, fc.constantFrom('word', 'grapheme', 'line'), (pieces, by) => {
        const text = pieces.join('');
        const found: number[] = [];
        for (let at = 0, length = -1; length !== 0; at += length) {
          [length = 0] = endsOf(text.slice(at), by);
          if (length > 0) found.push(at + length);
        }
        assert.deepEqual(endsOf(text, by), found);
      }),
      { seed: 20_260_402, numRuns: 1_000 },
    );
  });
});
