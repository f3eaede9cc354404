/**
 * The position after which no frame can come: a `read()` from there reports only the end of an answer. The writer uses it to learn that the
 * answer was stopped, without counting as a reader.
 */
export const END_ONLY: number = Number.MAX_SAFE_INTEGER - 1;
