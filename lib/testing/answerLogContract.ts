import type { AnswerLog } from '../relay/AnswerLog.ts';
import { endCases } from './log/endCases.ts';
import { leaseCases } from './log/leaseCases.ts';
import { readCases } from './log/readCases.ts';
import { writeCases } from './log/writeCases.ts';

/** One thing that a log has to do. */
export interface LogContractCase {
  /** What it proves, as the name of a test. */
  readonly name: string;
  /** Rejects where the log does something else. */
  readonly run: () => Promise<void>;
}

/** Options of `answerLogContract`. */
export interface LogContractOptions {
  /** The lease of the log, if it has one: then it is tried too, and takes as long. Some hundred milliseconds will do. */
  readonly leaseMs?: number | undefined;
}

/**
 * What an `AnswerLog` has to do, as cases for any test runner: for whoever writes a log on NATS, Postgres or something else. `memoryLog` and
 * `redisLog` pass them.
 *
 * @param makeLog makes a log, for each case; all may share one store, since each case has an id of its own
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { memoryLog } from 'rxllm/relay';
 * import { answerLogContract } from 'rxllm/testing';
 *
 * describe('my log', () => {
 *   for (const { name, run } of answerLogContract(() => memoryLog())) it(name, run);
 * });
 * ```
 */
export function answerLogContract(
  makeLog: () => AnswerLog | Promise<AnswerLog>,
  { leaseMs }: LogContractOptions = {},
): readonly LogContractCase[] {
  const tests = {
    ...writeCases,
    ...readCases,
    ...endCases,
    ...(leaseMs === undefined ? {} : leaseCases(leaseMs)),
  };
  return Object.entries(tests).map(([name, test]) => ({
    name,
    run: async () => test(await makeLog(), `contract-${crypto.randomUUID()}`),
  }));
}
