import { checkRules } from '../codec/checkRules.ts';
import { PERIOD } from '../codec/Rule.ts';
import type { AnswerLog } from '../relay/AnswerLog.ts';
import { endCases } from './log/endCases.ts';
import { leaseCases } from './log/leaseCases.ts';
import { readCases } from './log/readCases.ts';
import { writeCases } from './log/writeCases.ts';

/** One requirement of a log. */
export interface LogContractCase {
  /** What the case proves, as the name of a test. */
  readonly name: string;
  /** Rejects if the log behaves differently. */
  readonly run: () => Promise<void>;
}

/** Options of `answerLogContract`. */
export interface LogContractOptions {
  /**
   * The lease of the log, if it has one. The lease is then tested too, and the tests take as long; a few hundred milliseconds are enough.
   */
  readonly leaseMs?: number | undefined;
}

const RULES = { leaseMs: PERIOD };

/**
 * The requirements of an `AnswerLog`, as cases for any test runner: for a log of your own on NATS, Postgres or something else. `memoryLog`
 * and `redisLog` pass them.
 *
 * @param makeLog makes a log for each case; all may share one store, since each case has an id of its own
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
  options: LogContractOptions = {},
): readonly LogContractCase[] {
  checkRules(options, RULES);
  const { leaseMs } = options;
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
