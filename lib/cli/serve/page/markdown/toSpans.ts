import type { Span } from './Span.ts';

/** A span, and the length of its source. */
interface Read {
  readonly span: Span;
  readonly length: number;
}

/** Reads one kind of span at the beginning of a text, if there is one. */
type Reader = (rest: string, before: string) => Read | undefined;

/** Marks that are further apart are not a pair, so that the cost of a text full of them stays linear. */
const REACH = 1000;
/** How deep spans may be nested; deeper ones stay text. */
const MAX_DEPTH = 6;

const CODE = new RegExp('^(`{1,8})(?!`)([^]{1,' + REACH + '}?)(?<!`)\\1(?!`)');
const LINK = new RegExp(
  String.raw`^!?\[([^\]]{0,${REACH}})\]\(<?([^\s()<>]{1,${REACH}}(?:\([^\s()<>]{0,${REACH}}\)[^\s()<>]{0,${REACH}})?)>?(?:[ \t]+"[^"\n]{0,${REACH}}")?\)`,
);
const ADDRESS = /^https?:\/\/[^\s<>"'`]{1,2000}/i;
const ESCAPE = /^\\([!-/:-@[-`{-~])/;
/** A character that may begin a span. */
const BEGINNING = /[!*[\\_`~]|https?:\/\//gi;
const MARKS = [
  { type: 'strong', pattern: between(String.raw`\*\*`, '*') },
  { type: 'strong', pattern: between('__', '_'), isWord: true },
  { type: 'emphasis', pattern: between(String.raw`\*(?!\*)`, '*', '*') },
  { type: 'emphasis', pattern: between('_(?!_)', '_', '_'), isWord: true },
  { type: 'deleted', pattern: between('~~', '~') },
] as const;

/**
 * Text between two marks of the same kind, without a space inside them.
 *
 * @param notAfter what must not follow the second mark
 * @param notBefore what must not precede the second mark
 */
function between(mark: string, notAfter: string, notBefore = ''): RegExp {
  return new RegExp(String.raw`^${mark}(?!\s)([^]{0,${REACH}}?[^\s\\${notBefore}])${mark}(?![${notAfter}])`);
}

/**
 * The spans of a paragraph: code, strong, emphasised and deleted text, links. Anything else is text, shown literally, and so is a mark
 * whose other half has not arrived yet.
 */
export const toSpans = (text: string): readonly Span[] => readSpans(text, 0);

function readSpans(text: string, depth: number): readonly Span[] {
  const readers = readersAt(depth);
  const spans: Span[] = [];
  let plain = '';
  for (let i = 0; i < text.length;) {
    const next = nextBeginning(text, i);
    plain += text.slice(i, next);
    if (next === text.length) break;
    const { span, length } = first(readers, text.slice(next, next + 4 * REACH), text.charAt(next - 1));
    if (span.type === 'text') plain += span.text;
    else {
      spans.push(...textOf(plain), span);
      plain = '';
    }
    i = next + length;
  }
  return [...spans, ...textOf(plain)];
}

function nextBeginning(text: string, from: number): number {
  BEGINNING.lastIndex = from;
  return BEGINNING.exec(text)?.index ?? text.length;
}

const textOf = (text: string): readonly Span[] => (text === '' ? [] : [{ type: 'text', text }]);

/** The span that begins here. If there is none, the mark is text. */
function first(readers: readonly Reader[], rest: string, before: string): Read {
  for (const read of readers) {
    const found = read(rest, before);
    if (found !== undefined) return found;
  }
  return { span: { type: 'text', text: rest.charAt(0) }, length: 1 };
}

function readersAt(depth: number): readonly Reader[] {
  const within = (text: string): readonly Span[] =>
    depth < MAX_DEPTH ? readSpans(text, depth + 1) : [{ type: 'text', text }];
  return [readEscape, readCode, readLink(within), readAddress, ...MARKS.map((mark) => readMarked(mark, within))];
}

const readEscape: Reader = (rest) => {
  const [whole, text] = ESCAPE.exec(rest) ?? [];
  return whole === undefined || text === undefined ? undefined : { span: { type: 'text', text }, length: whole.length };
};

const readCode: Reader = (rest) => {
  const [whole, , text] = CODE.exec(rest) ?? [];
  if (whole === undefined || text === undefined) return undefined;
  // A space on either side separates marks inside the code from those around it.
  const inner = /^ [^]*[^ ][^]* $/.test(text) ? text.slice(1, -1) : text;
  return { span: { type: 'code', text: inner }, length: whole.length };
};

const readLink =
  (within: (text: string) => readonly Span[]): Reader =>
  (rest) => {
    const [whole, label, url] = LINK.exec(rest) ?? [];
    if (whole === undefined || url === undefined || !isSafe(url)) return undefined;
    return { span: { type: 'link', url, spans: within(label || url) }, length: whole.length };
  };

const readAddress: Reader = (rest, before) => {
  if (/[\w/]/.test(before)) return undefined;
  // Punctuation that ends a sentence is not part of the address.
  const url = ADDRESS.exec(rest)?.[0].replace(/[.,:;!?*_~)\]]+$/, '');
  if (url === undefined || url.length <= 'https://'.length) return undefined;
  return { span: { type: 'link', url, spans: [{ type: 'text', text: url }] }, length: url.length };
};

const readMarked =
  ({ type, pattern, ...rest }: (typeof MARKS)[number], within: (text: string) => readonly Span[]): Reader =>
  (text, before) => {
    const isWord = 'isWord' in rest;
    const [whole, inner] = pattern.exec(text) ?? [];
    if (whole === undefined || inner === undefined) return undefined;
    // snake_case is not emphasis.
    if (isWord && (/\w/.test(before) || /^\w/.test(text.slice(whole.length)))) return undefined;
    return { span: { type, spans: within(inner) }, length: whole.length };
  };

/** A link leads to a page or an e-mail address; `javascript:` is refused. */
const isSafe = (url: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(url);
