/** What stands behind a backslash, and for which character. */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * What the inside of a JSON string literal says; `undefined` where it holds an escape that is not of one letter, which is left to
 * the parser: to call that for a word and a line feed costs as much as all the rest of reading a frame.
 */
export function unescapeJson(inner: string): string | undefined {
  let text = '';
  let from = 0;
  for (let at = inner.indexOf('\\'); at >= 0; at = inner.indexOf('\\', from)) {
    const character = ESCAPES[inner.charAt(at + 1)];
    if (character === undefined) return undefined;
    text += inner.slice(from, at) + character;
    from = at + 2;
  }
  return text + inner.slice(from);
}
