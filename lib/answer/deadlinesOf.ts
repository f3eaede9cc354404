import type { Deadlines } from '../request/Deadlines.ts';

type AllDeadlines = { readonly [K in keyof Deadlines]-?: NonNullable<Deadlines[K]> };

/**
 * The deadlines of an exchange.
 *
 * @param stream whether the answer is streamed: a service that sends all at once answers later
 * @param given in order of precedence, member by member
 */
export function deadlinesOf(stream: boolean, ...given: readonly (Deadlines | undefined)[]): AllDeadlines {
  const first = (name: keyof Deadlines): number | false | undefined =>
    given.map((deadlines) => deadlines?.[name]).find((limit) => limit !== undefined);
  return {
    headersMs: first('headersMs') ?? (stream ? 300_000 : 600_000),
    firstContentMs: first('firstContentMs') ?? 300_000,
    idleMs: first('idleMs') ?? 120_000,
    totalMs: first('totalMs') ?? false,
  };
}
