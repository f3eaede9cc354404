import { element } from '../dom/element.ts';
import type { Block } from './Block.ts';
import type { Span } from './Span.ts';
import { toSpans } from './toSpans.ts';

/** A block as an element. A model's headings rank below those of the page. */
export function toElement(block: Block): HTMLElement {
  switch (block.type) {
    case 'heading':
      return element(HEADINGS[block.level - 1] ?? 'h6', {}, ...inline(block.text));
    case 'code':
      return toCode(block.language, block.text);
    case 'quote':
      return element('blockquote', {}, ...block.blocks.map(toElement));
    case 'list':
      return toList(block);
    case 'table':
      return toTable(block);
    case 'rule':
      return element('hr');
    default:
      return element('p', {}, ...inline(block.text));
  }
}

const HEADINGS = ['h4', 'h4', 'h5', 'h5', 'h6', 'h6'] as const;

function toCode(language: string, text: string): HTMLElement {
  // If it is wider than the page, it can be scrolled, with the keyboard too.
  const code = element(
    'pre',
    { tabindex: '0', role: 'group', 'aria-label': `Code ${language}`.trim() },
    element('code', { text }),
  );
  return language === ''
    ? code
    : element(
        'div',
        { class: 'listing' },
        element('p', { class: 'language', text: language, 'aria-hidden': 'true' }),
        code,
      );
}

function toList({ first, items }: Block & { readonly type: 'list' }): HTMLElement {
  const children = items.map((blocks) => element('li', {}, ...toItem(blocks)));
  if (first === undefined) return element('ul', {}, ...children);
  return element('ol', first === 1 ? {} : { start: String(first) }, ...children);
}

/** The first line of text in an item is not wrapped in a paragraph, so that items are close together. */
function toItem(blocks: readonly Block[]): readonly Node[] {
  const [opening, ...rest] = blocks;
  if (opening?.type !== 'paragraph') return blocks.map(toElement);
  return [...inline(opening.text), ...rest.map(toElement)];
}

function toTable({ head, rows }: Block & { readonly type: 'table' }): HTMLElement {
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, ...inline(cell))))),
    element(
      'tbody',
      {},
      ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, ...inline(cell))))),
    ),
  );
  return element('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Table' }, table);
}

const inline = (text: string): readonly Node[] => toSpans(text).map(toNode);

function toNode(span: Span): Node {
  switch (span.type) {
    case 'text':
      return document.createTextNode(span.text);
    case 'code':
      return element('code', { text: span.text });
    case 'link':
      return element('a', { href: span.url, rel: 'noopener noreferrer', target: '_blank' }, ...span.spans.map(toNode));
    default:
      return element(TAGS[span.type], {}, ...span.spans.map(toNode));
  }
}

const TAGS = { strong: 'strong', emphasis: 'em', deleted: 'del' } as const;
