/** The index limit, since something is stored for each index. */
const MAX_INDEX = 10_000;

/** An index below 10,000, which may be given as a string; `undefined` for anything else. */
export function toIndex(value: unknown): number | undefined {
  const index = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value;
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < MAX_INDEX ? index : undefined;
}
