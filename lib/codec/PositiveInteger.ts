import * as t from 'io-ts';

/** The codec of a count. */
export const PositiveInteger = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n > 0, 'a positive integer');
