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

/**
 * What every provider has to do, as cases for any test runner: cold streams, answers that are whole however they are cut, every fault of
 * a network, refusals, deadlines, limits, secrets, stopping and back-pressure. For whoever writes a provider; ours pass them.
 *
 * Each case starts a server of its own on the loopback interface, which speaks the wire by the sample that you give, asks the provider,
 * and closes everything. Cases are independent, and may run side by side. A case that fails rejects with an `AssertionError`, or
 * with the error that a stream ended with. The deadlines of a few cases and a slow reader take up to two seconds: give your runner time.
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
      const requests = `${server.received.length} requests had come, ${server.openSockets} of their sockets are open`;
      reject(new Error(`the provider did not do it within ${timeoutMs} ms: ${requests}`));
    };
    timer = setTimeout(tooLate, timeoutMs);
  });
  try {
    await Promise.race([body, late]);
  } finally {
    clearTimeout(timer);
  }
}
