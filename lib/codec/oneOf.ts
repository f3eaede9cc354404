import * as t from 'io-ts';

/** A codec of one of a few words. Its name lists them: `"a", "b" or "c"`. */
export const oneOf = <W extends string>(...words: readonly W[]): t.Type<W> =>
  t.refinement(t.string, (word) => words.includes(word as W), inWords(words)) as never;

function inWords(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter((part) => part !== '').join(' or ');
}
