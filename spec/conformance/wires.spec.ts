import { conformance } from '../../lib/testing/index.ts';
import { wires } from './wires.ts';

for (const [name, options] of Object.entries(wires)) {
  describe(`the wire ${name}`, () => {
    for (const { name: title, run } of conformance(options)) it(title, run);
  });
}
