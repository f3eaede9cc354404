import { checkRules, type Rules } from '../codec/checkRules.ts';
import { FUNCTION, OBJECT, PERIOD, STRING } from '../codec/Rule.ts';
import { answerCases } from './conformance/cases/answerCases.ts';
import { backPressureCases } from './conformance/cases/backPressureCases.ts';
import { coldCases } from './conformance/cases/coldCases.ts';
import { cuttingCases } from './conformance/cases/cuttingCases.ts';
import { deadlineCases } from './conformance/cases/deadlineCases.ts';
import { endingCases } from './conformance/cases/endingCases.ts';
import { errorCases } from './conformance/cases/errorCases.ts';
import { faultCases } from './conformance/cases/faultCases.ts';
import { limitCases } from './conformance/cases/limitCases.ts';
import { listingCases } from './conformance/cases/listingCases.ts';
import { malformedCases } from './conformance/cases/malformedCases.ts';
import { refusalCases } from './conformance/cases/refusalCases.ts';
import { requestCases } from './conformance/cases/requestCases.ts';
import { secretCases } from './conformance/cases/secretCases.ts';
import { stoppingCases } from './conformance/cases/stoppingCases.ts';
import type { ConformanceCase } from './conformance/ConformanceCase.ts';
import type { ConformanceOptions } from './conformance/ConformanceOptions.ts';
import type { Define } from './conformance/kit/Define.ts';
import { Rig } from './conformance/kit/Rig.ts';

const RULES: Rules<ConformanceOptions> = { provider: FUNCTION, wire: OBJECT, model: STRING, timeoutMs: PERIOD };

/**
 * The requirements of every provider, as cases for any test runner: cold streams, complete answers wherever the bytes are cut, every
 * network fault, refusals, deadlines, limits, secrets, stopping and back-pressure. It is for providers of your own; the built-in ones pass.
 *
 * Each case starts its own server on the loopback interface, which speaks the wire according to your sample, asks the provider, and closes
 * everything. Cases are independent, and may run in parallel. A case that fails rejects with an `AssertionError`, or with the error that a
 * stream ended with. A few cases wait for deadlines or a slow reader, and take up to two seconds: set the timeout of your runner
 * accordingly.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { openAICompatible } from 'rxllm';
 * import { conformance, wireSamples } from 'rxllm/testing';
 *
 * const cases = conformance({
 *   provider: (options) => openAICompatible(options),
 *   wire: wireSamples.openAI,
 * });
 * describe('my provider', () => {
 *   for (const { name, run } of cases) it(name, run);
 * });
 * ```
 */
export function conformance(options: ConformanceOptions): readonly ConformanceCase[] {
  checkRules(options, RULES);
  const { wire } = options;
  const define = definer(options);
  return [
    ...coldCases(define),
    ...requestCases(define),
    ...answerCases(define, wire),
    ...cuttingCases(define),
    ...endingCases(define, wire),
    ...refusalCases(define),
    ...errorCases(define, wire),
    ...malformedCases(define),
    ...faultCases(define, wire),
    ...deadlineCases(define),
    ...limitCases(define, wire),
    ...secretCases(define),
    ...stoppingCases(define),
    ...backPressureCases(define),
    ...listingCases(define, wire),
  ];
}

const definer =
  (options: ConformanceOptions): Define =>
  (name, proves, body) => ({
    name,
    proves,
    run: async () => {
      const rig = new Rig(options);
      await rig.server.start();
      try {
        await inTime(body(rig), rig);
      } finally {
        await rig.close();
      }
    },
  });

async function inTime(body: Promise<void>, { server, timeoutMs }: Rig): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLate = (): void => {
      const requests = `${server.received.length} requests were received, ${server.openSockets} of their sockets are open`;
      reject(new Error(`the case did not finish within ${timeoutMs} ms: ${requests}`));
    };
    timer = setTimeout(tooLate, timeoutMs);
  });
  try {
    await Promise.race([body, late]);
  } finally {
    clearTimeout(timer);
  }
}
