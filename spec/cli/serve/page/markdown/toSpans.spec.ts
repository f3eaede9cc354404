import { assert } from 'chai';
import * as fc from 'fast-check';
import type { Span } from '../../../../../lib/cli/serve/page/markdown/Span.ts';
import { toSpans } from '../../../../../lib/cli/serve/page/markdown/toSpans.ts';

/** `<b>…</b>` and the like, so that a table can be read. */
function written(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      switch (span.type) {
        case 'text':
          return span.text;
        case 'code':
          return `<c>${span.text}</c>`;
        case 'link':
          return `<a ${span.url}>${written(span.spans)}</a>`;
        default:
          return `<${span.type[0]}>${written(span.spans)}</${span.type[0]}>`;
      }
    })
    .join('');
}

describe('toSpans', () => {
  const table: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['a **b** c', 'a <s>b</s> c'],
    ['__b__ *e* _e_ ~~d~~', '<s>b</s> <e>e</e> <e>e</e> <d>d</d>'],
    ['***both***', '<s><e>both</e></s>'],
    ['*a **b** c*', '<e>a <s>b</s> c</e>'],
    ['**a *b* c** and **d**', '<s>a <e>b</e> c</s> and <s>d</s>'],
    ['**a\nb**', '<s>a\nb</s>'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['2*3*4', '2<e>3</e>4'],
    ['not ** closed and `neither', 'not ** closed and `neither'],
    ['**half', '**half'],
    ['a `b **c** <i>` d', 'a <c>b **c** <i></c> d'],
    ['`` a ` b ``', '<c>a ` b</c>'],
    ['\\*no\\* \\`no\\` \\a', '*no* `no` \\a'],
    ['[a *b*](https://example.org/x_(y)_z)', '<a https://example.org/x_(y)_z>a <e>b</e></a>'],
    ['[a](<https://example.org/> "title")', '<a https://example.org/>a</a>'],
    ['![picture](https://example.org/p.png)', '<a https://example.org/p.png>picture</a>'],
    ['[write](mailto:me@example.org)', '<a mailto:me@example.org>write</a>'],
    ['[no](javascript:alert(1)) [no](data:text/html,x)', '[no](javascript:alert(1)) [no](data:text/html,x)'],
    [
      'see https://example.org/a_b_c?d=1, please.',
      'see <a https://example.org/a_b_c?d=1>https://example.org/a_b_c?d=1</a>, please.',
    ],
    ['(HTTP://EXAMPLE.ORG)', '(<a HTTP://EXAMPLE.ORG>HTTP://EXAMPLE.ORG</a>)'],
    ['https:// xhttps://a.b', 'https:// xhttps://a.b'],
    ['<b>&amp;</b>', '<b>&amp;</b>'],
    ['', ''],
  ];
  for (const [text, expected] of table) {
    it(JSON.stringify(text), () => assert.strictEqual(written(toSpans(text)), expected));
  }

  it('loses nothing but marks, and the spaces that keep code from them', () => {
    const marks = /[*_~`\\[\]()! ]/g;
    const textOf = (spans: readonly Span[]): string =>
      spans.map((span) => ('text' in span ? span.text : textOf(span.spans))).join('');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '*', '_', '~', '`', '\\', '[', '!', 'é') }),
        (text) => {
          assert.strictEqual(textOf(toSpans(text)).replaceAll(marks, ''), text.replaceAll(marks, ''));
        },
      ),
    );
  });

  it('reads what is full of marks in one go', () => {
    for (const mark of ['**a', '`a', '[a', '_a ', '*a ', '[a](', 'https://a ', '![', '~~a']) {
      const text = mark.repeat(20_000);
      const startedAt = performance.now();
      toSpans(text);
      // Were it quadratic, it would take minutes.
      assert.isBelow(performance.now() - startedAt, 10_000, mark);
    }
  }).timeout(120_000);
});
