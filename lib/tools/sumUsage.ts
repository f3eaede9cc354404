import type { Usage } from '../chunk/Answer.ts';

/** The sum of the counts of two answers, member by member; a count that neither reports is absent. */
export function sumUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const sum: Record<string, number> = {};
  for (const [name, count] of [...Object.entries(a), ...Object.entries(b)]) {
    if (count !== undefined) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
