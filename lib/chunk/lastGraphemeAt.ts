/** Created when it is first needed: not every engine has it. */
let segmenter: Intl.Segmenter | undefined;

/** Where the last character of a text begins, as a reader counts characters: what follows may still become part of it. */
export function lastGraphemeAt(text: string): number {
  // Without `Intl.Segmenter`, any character counts as complete.
  if (!('Segmenter' in Intl)) return text.length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text).containing(text.length - 1)?.index ?? 0;
}
