/**
 * The position after which no frame can come: a `read()` from there hears the end of an answer alone. So the writer hears that somebody
 * stopped it, and is not counted as a reader.
 */
export const END_ONLY: number = Number.MAX_SAFE_INTEGER - 1;
