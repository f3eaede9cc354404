/** What the last character of a number was. */
export type NumberState =
  | 'start'
  | 'minus'
  | 'zero'
  | 'integer'
  | 'point'
  | 'fraction'
  | 'exponent'
  | 'exponentSign'
  | 'exponentDigit';

const DIGITS = '0123456789';

/** The characters that may follow, and the states that they lead to. */
const NEXT: Readonly<Record<NumberState, readonly (readonly [characters: string, next: NumberState])[]>> = {
  start: [
    ['123456789', 'integer'],
    ['0', 'zero'],
    ['-', 'minus'],
  ],
  minus: [
    ['123456789', 'integer'],
    ['0', 'zero'],
  ],
  zero: [
    ['.', 'point'],
    ['eE', 'exponent'],
  ],
  integer: [
    [DIGITS, 'integer'],
    ['.', 'point'],
    ['eE', 'exponent'],
  ],
  point: [[DIGITS, 'fraction']],
  fraction: [
    [DIGITS, 'fraction'],
    ['eE', 'exponent'],
  ],
  exponent: [
    [DIGITS, 'exponentDigit'],
    ['+-', 'exponentSign'],
  ],
  exponentSign: [[DIGITS, 'exponentDigit']],
  exponentDigit: [[DIGITS, 'exponentDigit']],
};

/** The states in which a number may end. */
export const WHOLE_NUMBER: ReadonlySet<NumberState> = new Set(['zero', 'integer', 'fraction', 'exponentDigit']);

/**
 * Reads one more character of a JSON number; `undefined` if it is not part of the number.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6
 */
export function nextNumberState(state: NumberState, character: string): NumberState | undefined {
  return NEXT[state].find(([characters]) => characters.includes(character))?.[1];
}
