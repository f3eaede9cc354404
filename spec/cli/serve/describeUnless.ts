import type { Suite } from 'mocha';

/** Describes what needs something; where that is missing, one pending test says how to get it. */
export function describeUnless(missing: string | undefined, title: string, define: (this: Suite) => void): void {
  if (missing === undefined) describe(title, define);
  else {
    describe(title, () => {
      it(`is not tried here: ${missing}`);
    });
  }
}
