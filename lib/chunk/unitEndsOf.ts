import type { Rule } from '../codec/Rule.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe, type Issue } from '../errors/Issue.ts';

/** The unit that is never split. A function returns the length of the first complete unit of a text, or 0 if none is complete yet. */
export type Unit = 'word' | 'line' | 'grapheme' | ((text: string) => number);

/** Where the complete units of a text end, in order. What follows the last of them is not complete yet. */
export type UnitEnds = (text: string) => Iterable<number>;

/** The rule of a unit. */
export const UNIT: Rule = {
  name: '"word", "line", "grapheme" or a function',
  is: (value) => typeof value === 'function' || ['word', 'line', 'grapheme'].includes(value as string),
};

const BLANK = /^\s+$/;

/** Throws `InvalidRequestError` for an invalid locale, and if the engine cannot find words. */
export function unitEndsOf(by: Unit, locale?: string): UnitEnds {
  if (typeof by === 'function') return endsBy(by);
  if (by === 'line') return endsBy((text) => text.indexOf('\n') + 1);
  if (by === 'grapheme') return endsOfGraphemes(segmenterOf('grapheme', locale));
  return endsOfWords(segmenterOf('word', locale));
}

function segmenterOf(granularity: 'word' | 'grapheme', locale: string | undefined): Intl.Segmenter {
  if (!('Segmenter' in Intl)) throw new InvalidRequestError([noSegmenter]);
  try {
    return new Intl.Segmenter(locale, { granularity });
  } catch {
    throw new InvalidRequestError([mustBe('options/locale', 'a language tag such as "de" or "zh-Hant"')]);
  }
}

const noSegmenter: Issue = {
  path: 'options/by',
  expected: '"line" or a function',
  message: 'options/by must be "line" or a function: this engine has no Intl.Segmenter',
};

const endsBy = (lengthOf: (text: string) => number): UnitEnds =>
  function* (text) {
    let end = 0;
    while (end < text.length) {
      const length = Math.trunc(lengthOf(text.slice(end)));
      if (!(length > 0)) return;
      end = Math.min(end + length, text.length);
      yield end;
    }
  };

const endsOfGraphemes = (segmenter: Intl.Segmenter): UnitEnds =>
  function* (text) {
    for (const { index } of segmenter.segment(text)) if (index > 0) yield index;
  };

/**
 * A word, with the punctuation before it, and the punctuation and white space after it. The next unit begins after white space, or with
 * another word: a punctuation mark alone decides nothing, since `can'` may become `can't`.
 */
const endsOfWords = (segmenter: Intl.Segmenter): UnitEnds =>
  function* (text) {
    /** What the unit contains so far. */
    let has: 'blank' | 'mark' | 'word' = 'blank';
    let isAfterBlank = false;
    for (const { segment, index, isWordLike = false } of segmenter.segment(text)) {
      const isBlank = BLANK.test(segment);
      const begins = has !== 'blank' && !isBlank && (isAfterBlank || (isWordLike && has === 'word'));
      if (begins) yield index;
      if (isWordLike) has = 'word';
      else if (begins || (has === 'blank' && !isBlank)) has = 'mark';
      isAfterBlank = isBlank;
    }
  };
