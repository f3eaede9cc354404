import { conformance } from '../../lib/testing/index.ts';
import { sideBySide } from './sideBySide.ts';
import { wires } from './wires.ts';

for (const [wire, options] of Object.entries(wires)) {
  describe(`the wire ${wire}`, function () {
    // All of its cases run at once: the first that is looked at waits for those before it.
    this.timeout(120_000);
    const cases = conformance({ ...options, timeoutMs: 20_000 });
    let outcomes: ReadonlyMap<string, Promise<unknown>>;
    before(() => (outcomes = sideBySide(cases)));

    for (const { name } of cases) {
      it(name, async () => {
        const error = await outcomes.get(name);
        if (error !== undefined) throw error;
      });
    }
  });
}
