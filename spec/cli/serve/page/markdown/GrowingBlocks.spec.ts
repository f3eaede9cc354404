import { assert } from 'chai';
import * as fc from 'fast-check';
import type { Block } from '../../../../../lib/cli/serve/page/markdown/Block.ts';
import { GrowingBlocks } from '../../../../../lib/cli/serve/page/markdown/GrowingBlocks.ts';
import { toBlocks } from '../../../../../lib/cli/serve/page/markdown/toBlocks.ts';

/** What it has read, put together as a view does. */
function readIn(pieces: readonly string[]): readonly Block[] {
  const growing = new GrowingBlocks();
  let blocks: readonly Block[] = [];
  let text = '';
  for (const piece of pieces) {
    text += piece;
    const { settled, open } = growing.read(text);
    blocks = [...blocks.slice(0, settled), ...open];
  }
  return blocks;
}

const sourcesOf = (blocks: readonly Block[]): readonly unknown[] => blocks.map(({ type, source }) => [type, source]);

describe('GrowingBlocks', () => {
  it('reads a text in pieces as it reads the whole', () => {
    const piece = fc.constantFrom(
      'a',
      '- a',
      '1. a',
      '2',
      '.',
      ' b',
      '\n',
      '\n\n',
      '\r',
      '  ',
      '```',
      '#',
      ' ',
      '|',
      '-',
      '|-|',
      '> ',
      '---',
      '*',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        assert.deepEqual(sourcesOf(readIn(pieces)), sourcesOf(toBlocks(pieces.join(''))));
      }),
      { numRuns: 2000 },
    );
  });

  it('lets an item become one of the list before it', () => {
    const blocks = readIn(['1. a\n\n', '2', '. b\n\n', 'c\n\nd']);
    assert.deepEqual(sourcesOf(blocks), [
      ['list', '1. a\n\n2. b'],
      ['paragraph', 'c'],
      ['paragraph', 'd'],
    ]);
  });

  it('reads again only what may have changed', () => {
    const growing = new GrowingBlocks();
    growing.read('a\n\nb\n\nc');
    assert.deepInclude(growing.read('a\n\nb\n\nc\n\nd'), { settled: 1 });
    assert.deepEqual(sourcesOf(growing.read('a\n\nb\n\nc\n\nd').open), [
      ['paragraph', 'c'],
      ['paragraph', 'd'],
    ]);
  });

  it('reads another text from its beginning', () => {
    const growing = new GrowingBlocks();
    growing.read('a\n\nb\n\nc');
    assert.deepInclude(growing.read('x'), { settled: 0 });
    assert.deepEqual(sourcesOf(growing.read('x').open), [['paragraph', 'x']]);
  });
});
