/** The longest delay that a timer takes; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** A number of milliseconds as a timer can take it: at least 0, at most some 24 days. */
export const toDelay = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), MAX_DELAY_MS);
