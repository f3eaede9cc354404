import type { Block, BlockContent } from './Block.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,}) *([^`\s]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** How deep blocks may be nested; deeper ones are shown as text. */
const MAX_DEPTH = 12;

/** A block that begins with a line, and how many lines it has. */
interface Begun {
  readonly content: BlockContent;
  readonly length: number;
}

/**
 * The blocks of the text so far: the Markdown that models write (paragraphs, headings, lists, code, quotes, tables, rules). Anything else
 * is a paragraph, shown literally. A code block that is not closed yet is already a code block.
 *
 * @see https://spec.commonmark.org/0.31.2/
 */
export const toBlocks = (text: string): readonly Block[] => readBlocks(text.split(LINE_END), 0);

export const LINE_END: RegExp = /\r\n|\r|\n/;

function readBlocks(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length;) {
    if (isBlank(lines[i])) {
      i++;
      continue;
    }
    const { content, length } = begin(lines, i, depth);
    blocks.push({ ...content, source: lines.slice(i, i + length).join('\n'), line: i });
    i += length;
  }
  return blocks;
}

function begin(lines: readonly string[], i: number, depth: number): Begun {
  const line = lines[i] ?? '';
  const fence = FENCE.exec(line);
  if (fence) return readCode(lines, i, fence);
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return { content: { type: 'heading', level: marks.length, text }, length: 1 };
  }
  if (RULE.test(line)) return { content: { type: 'rule' }, length: 1 };
  if (depth < MAX_DEPTH && QUOTE.test(line)) return readQuote(lines, i, depth);
  if (depth < MAX_DEPTH && ITEM.test(line)) return readList(lines, i, depth);
  if (isTable(lines, i)) return readTable(lines, i);
  return readParagraph(lines, i);
}

function readCode(lines: readonly string[], i: number, [, fence = '', language = '']: RegExpExecArray): Begun {
  const isEnd = (line: string): boolean => {
    const [, other = ''] = /^ {0,3}(`{3,}|~{3,}) *$/.exec(line) ?? [];
    return other.startsWith(fence);
  };
  let end = i + 1;
  while (end < lines.length && !isEnd(lines[end] ?? '')) end++;
  const text = lines.slice(i + 1, end).join('\n');
  return { content: { type: 'code', language, text }, length: Math.min(end + 1, lines.length) - i };
}

function readQuote(lines: readonly string[], i: number, depth: number): Begun {
  let end = i;
  while (QUOTE.test(lines[end] ?? '')) end++;
  const own = lines.slice(i, end).map((line) => line.replace(QUOTE, ''));
  return { content: { type: 'quote', blocks: readBlocks(own, depth + 1) }, length: end - i };
}

function readList(lines: readonly string[], i: number, depth: number): Begun {
  const isNumbered = /\d/.test(markerOf(lines[i]) ?? '');
  const items: (readonly Block[])[] = [];
  let next = i;
  let end = i;
  for (;;) {
    const marker = markerOf(lines[next]);
    if (marker === undefined || /\d/.test(marker) !== isNumbered || RULE.test(lines[next] ?? '')) break;
    end = itemEnd(lines, next);
    items.push(readBlocks(itemLines(lines.slice(next, end)), depth + 1));
    next = end;
    while (next < lines.length && isBlank(lines[next])) next++;
  }
  const first = isNumbered ? Number.parseInt(markerOf(lines[i]) ?? '', 10) : undefined;
  return { content: { type: 'list', first, items }, length: end - i };
}

const markerOf = (line = ''): string | undefined => ITEM.exec(line)?.[2];

/** An item continues in lines that are indented further, and in lines of its paragraph that are not. Blank lines at its end are not part of it. */
function itemEnd(lines: readonly string[], i: number): number {
  let end = i + 1;
  for (let j = end; j < lines.length; j++) {
    const line = lines[j] ?? '';
    if (isBlank(line)) continue;
    const isInside = /^(?: {2}|\t)/.test(line);
    const goesOn = j === end && !ITEM.test(line) && !isInterruption(line);
    if (!isInside && !goesOn) break;
    end = j + 1;
  }
  return end;
}

/** The lines without the marker, and without the indentation below it. */
function itemLines([first = '', ...rest]: readonly string[]): readonly string[] {
  const width = (ITEM.exec(first)?.[0] ?? '').length;
  const inner = rest
    .filter((line) => !isBlank(line))
    .map((line) => /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0);
  // Models indent by two or four spaces, whatever the width of the marker.
  const indent = Math.min(...inner.filter((spaces) => spaces >= 2), Math.max(width, 4));
  return [first.replace(ITEM, ''), ...rest.map((line) => outdented(line, indent))];
}

function outdented(line: string, indent: number): string {
  const spaces = /^[ \t]*/.exec(line)?.[0] ?? '';
  return spaces.replaceAll('\t', '    ').slice(indent) + line.slice(spaces.length);
}

const isTable = (lines: readonly string[], i: number): boolean =>
  (lines[i] ?? '').includes('|') && (lines[i + 1] ?? '').includes('-') && TABLE_RULE.test(lines[i + 1] ?? '');

function readTable(lines: readonly string[], i: number): Begun {
  const head = cellsOf(lines[i] ?? '');
  let end = i + 2;
  while (end < lines.length && !isBlank(lines[end]) && (lines[end] ?? '').includes('|')) end++;
  const rows = lines.slice(i + 2, end).map((line) => {
    const cells = cellsOf(line);
    return head.map((_, column) => cells[column] ?? '');
  });
  return { content: { type: 'table', head, rows }, length: end - i };
}

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

function readParagraph(lines: readonly string[], i: number): Begun {
  let end = i + 1;
  while (end < lines.length && !isBlank(lines[end]) && !isInterruption(lines[end] ?? '') && !isTable(lines, end)) end++;
  return { content: { type: 'paragraph', text: lines.slice(i, end).join('\n').trimEnd() }, length: end - i };
}

/** Whether a line begins another block without a blank line before it. A numbered list does only at 1: other numbers may end a sentence. */
const isInterruption = (line: string): boolean =>
  [FENCE, HEADING, RULE, QUOTE].some((pattern) => pattern.test(line)) || /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/.test(line);

const isBlank = (line = ''): boolean => line.trim() === '';
