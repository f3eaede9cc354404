import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import { isFault, phases } from '../../lib/testing/conformance/faults/Fault.ts';
import { ways } from '../../lib/testing/conformance/faults/playFault.ts';
import { faults } from './faults.ts';
import { observe, page, pageWithTable, titleOf } from './faultTable.ts';

describe('faults', () => {
  for (const [fault, row] of Object.entries(faults)) {
    for (const phase of phases) {
      const cell = row[phase];
      if (!isFault(cell)) continue;
      const title = titleOf(fault, phase);
      describe(title, () => {
        for (const way of Object.keys(ways)) {
          it(way, async () => {
            const shown = way === 'streamEither()' ? cell.expected : cell.expected.replace(/; \d+ malformed$/, '');
            assert.equal(await observe(title, cell, way), shown);
          });
        }
      });
    }
  }

  it('are in docs/errors.md as they were seen here', async function () {
    this.timeout(60_000);
    assert.equal(readFileSync(page, 'utf8'), await pageWithTable());
  });
});
