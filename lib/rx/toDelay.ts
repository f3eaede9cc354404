/** The longest delay that a timer takes; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** A number of milliseconds that a timer accepts: at least 0, at most about 24 days. */
export const toDelay = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), MAX_DELAY_MS);
