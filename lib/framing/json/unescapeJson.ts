/** The letters of JSON's short escapes, and the characters that they stand for. */
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
 * The text of the inside of a JSON string literal; `undefined` if it has an escape of more than one letter, which is left to the
 * parser. Calling the parser for a word and a line feed would cost as much as all the rest of reading a frame.
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
