import { assert } from 'chai';
import * as fc from 'fast-check';
import { nextNumberState, WHOLE_NUMBER, type NumberState } from '../../lib/structured/nextNumberState.ts';

/** RFC 8259, section 6. */
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
/** What such a number may begin with. */
const BEGINNING = /^(?:-?(?:(?:0|[1-9][0-9]*)(?:\.(?:[0-9]+(?:[eE](?:[+-]?[0-9]*)?)?)?|[eE](?:[+-]?[0-9]*)?)?)?)?$/;

describe('nextNumberState', () => {
  it('takes what a JSON number may begin with, and knows where it may end', () => {
    const anyCharacters = fc.string({ unit: fc.constantFrom(...Array.from('00123456789--+..eE x')), maxLength: 8 });
    let whole = 0;
    fc.assert(
      fc.property(anyCharacters, (text) => {
        const state = stateAfter(text);
        assert.equal(state !== undefined, BEGINNING.test(text), text);
        assert.equal(state !== undefined && WHOLE_NUMBER.has(state), NUMBER.test(text), text);
        if (NUMBER.test(text)) whole++;
      }),
      { seed: 20_260_312, numRuns: 10_000 },
    );
    assert.isAtLeast(whole, 1_000);
  });

  for (const text of ['0', '-0', '10', '0.0', '-1.25', '1e5', '1E+05', '-0.1e-12', '123456789012345678901234567890']) {
    it(`takes ${text}`, () => {
      assert.isTrue(WHOLE_NUMBER.has(stateAfter(text) ?? 'start'));
    });
  }

  for (const text of ['00', '01', '-01', '+1', '.5', '--1', '1..2', '1.2.3', '1e5.5', '1e5e5', '1ee5', '1.e5', '٣']) {
    it(`does not take ${text}`, () => {
      assert.isUndefined(stateAfter(text));
    });
  }
});

function stateAfter(text: string): NumberState | undefined {
  let state: NumberState | undefined = 'start';
  for (const character of text) state = state && nextNumberState(state, character);
  return state;
}
