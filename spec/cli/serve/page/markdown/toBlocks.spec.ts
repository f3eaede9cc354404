import { assert } from 'chai';
import * as fc from 'fast-check';
import type { Block } from '../../../../../lib/cli/serve/page/markdown/Block.ts';
import { toBlocks } from '../../../../../lib/cli/serve/page/markdown/toBlocks.ts';

/** Without what a block was read from. */
type Plain = readonly unknown[];

const plainOf = (blocks: readonly Block[]): Plain =>
  blocks.map((block) => {
    switch (block.type) {
      case 'paragraph':
        return block.text;
      case 'heading':
        return { [`h${block.level}`]: block.text };
      case 'code':
        return { code: block.text, in: block.language };
      case 'quote':
        return { quote: plainOf(block.blocks) };
      case 'list':
        return { [block.first === undefined ? 'ul' : `ol${block.first}`]: block.items.map(plainOf) };
      case 'table':
        return { head: block.head, rows: block.rows };
      default:
        return 'rule';
    }
  });

const withoutBlank = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');

describe('toBlocks', () => {
  const table: readonly (readonly [string, string, Plain])[] = [
    ['paragraphs with their lines', 'a\nb\n\n\nc\r\nd', ['a\nb', 'c\nd']],
    [
      'headings',
      '# One\n## Two ##\n###### Six\n####### no\n#no',
      [{ h1: 'One' }, { h2: 'Two' }, { h6: 'Six' }, '####### no\n#no'],
    ],
    ['code', 'a\n```ts\nlet x;\n\n# no\n```\nb', ['a', { code: 'let x;\n\n# no', in: 'ts' }, 'b']],
    ['code that is not closed yet', '```\nlet', [{ code: 'let', in: '' }]],
    ['code that is about to be closed', '```\nlet\n``', [{ code: 'let\n``', in: '' }]],
    ['code between longer fences', '````\n```\n````', [{ code: '```', in: '' }]],
    ['code between tildes', '~~~ py\n```\n~~~', [{ code: '```', in: 'py' }]],
    ['an inline code of three', '```a``` b', ['```a``` b']],
    ['lists', '- a\n- b\n* c\n\n+ d', [{ ul: [['a'], ['b'], ['c'], ['d']] }]],
    ['a numbered list', '3. a\n4) b', [{ ol3: [['a'], ['b']] }]],
    ['a list of one sort and then of the other', '- a\n1. b', [{ ul: [['a']] }, { ol1: [['b']] }]],
    ['a list in a list', '- a\n  - b\n    - c\n- d', [{ ul: [['a', { ul: [['b', { ul: [['c']] }]] }], ['d']] }]],
    ['a list that is four spaces in', '1. a\n    - b\n2. c', [{ ol1: [['a', { ul: [['b']] }], ['c']] }]],
    ['a list that is three spaces in', '1. a\n   - b\n\n   - c', [{ ol1: [['a', { ul: [['b'], ['c']] }]] }]],
    [
      'code in a list',
      '1. a\n\n   ```sh\n   b\n     c\n   ```\n2. d',
      [{ ol1: [['a', { code: 'b\n  c', in: 'sh' }], ['d']] }],
    ],
    ['an item that goes on', '- a\n  b\n\n  c\n\nd', [{ ul: [['a\nb', 'c']] }, 'd']],
    ['an item that goes on lazily', '- a\nb\n\nc', [{ ul: [['a\nb']] }, 'c']],
    ['an item that has no text yet', '- a\n-', [{ ul: [['a'], []] }]],
    ['a list behind a line', 'a:\n- b', ['a:', { ul: [['b']] }]],
    ['a year that ends a sentence', 'in\n1984. Then', ['in\n1984. Then']],
    ['quotes', '> a\n> > b\n>\n> - c\n\nd', [{ quote: ['a', { quote: ['b'] }, { ul: [['c']] }] }, 'd']],
    ['rules', 'a\n\n---\n* * *\n___', ['a', 'rule', 'rule', 'rule']],
    [
      'a table',
      '| a | b |\n|---|:-:|\n| 1 | x\\|y |\n| 2\n\nc',
      [
        {
          head: ['a', 'b'],
          rows: [
            ['1', 'x|y'],
            ['2', ''],
          ],
        },
        'c',
      ],
    ],
    ['a table without bars at its sides', 'a | b\n- | -\n1 | 2 | 3', [{ head: ['a', 'b'], rows: [['1', '2']] }]],
    ['a table that has no rule yet', '| a | b |', ['| a | b |']],
    ['nothing', '\n \n', []],
  ];
  for (const [name, text, expected] of table) {
    it(name, () => assert.deepEqual(plainOf(toBlocks(text)), expected));
  }

  it('goes on to the end, whatever comes', () => {
    const line = fc.constantFrom(
      '',
      'a',
      '- a',
      '  - a',
      '1. a',
      '    a',
      '> a',
      '```',
      '# a',
      '---',
      '| a |',
      '|-|',
      '-',
      '>',
      '\t- a',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const sources = toBlocks(lines.join('\n')).map(({ source }) => source);
        assert.strictEqual(withoutBlank(sources.join('\n')), withoutBlank(lines.join('\n')));
      }),
    );
  });

  it('takes a list in a list in a list … for text from some depth on', () => {
    assert.doesNotThrow(() => toBlocks('> '.repeat(50_000)));
    assert.doesNotThrow(() => toBlocks('- '.repeat(50_000)));
  });
});
