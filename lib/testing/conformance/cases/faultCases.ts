import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import { type Fault, isFault, phases } from '../faults/Fault.ts';
import { faultRows } from '../faults/faultRows.ts';
import { playFault, ways } from '../faults/playFault.ts';
import type { Define } from '../kit/Define.ts';
import type { WireSample } from '../WireSample.ts';

/** Every fault of a connection or a body, at every phase. */
export const faultCases = (define: Define, wire: WireSample): readonly ConformanceCase[] =>
  Object.entries(faultRows(wire)).flatMap(([name, row]) =>
    phases.flatMap((phase) => {
      const cell = row[phase];
      return isFault(cell) ? [faultCase(define, `faults: ${name}, ${phase}`, cell)] : [];
    }),
  );

function faultCase(define: Define, name: string, fault: Fault): ConformanceCase {
  const proves = `Every reader receives ${usual(fault.expected)}, and the socket is closed.`;
  return define(name, proves, async (rig) => {
    const outcomes = Object.entries(ways).map(async ([by, way]) => {
      const outcome = await playFault(fault, way, {
        ask: (options) => {
          const provider = rig.provider(options);
          return { provider, request: rig.request(provider) };
        },
        atEnd: (close) => rig.atEnd(close),
      });
      assert.equal(usual(outcome), usual(fault.expected), by);
    });
    await Promise.all(outcomes);
  });
}

/** The number of malformed frames depends on the framing, and the name of a fault on the transport. */
const usual = (outcome: string): string =>
  outcome.replace(/; \d+ malformed$/, '').replace(/(`ConnectionError`) .*/, '$1');
