import { assert } from 'chai';
import * as fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { ChatAnswer, ChatFrame } from '../../../lib/wires/openaiChat/ChatFrame.ts';

/** Mostly what the codec takes for absent, so that many frames are good but for one place. */
const wild = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom<unknown>(null, undefined) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(0, 7, '', 'text', true, [], {}, [null], [{}]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
);
const members = (...names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(names.map((name) => [name, wild])), { requiredKeys: [] });
const oneOf = (shape: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 4, arbitrary: shape }, wild);

const toolCall = fc.record(
  { index: wild, id: wild, function: oneOf(members('name', 'arguments')) },
  { requiredKeys: [] },
);
const delta = fc.record(
  {
    content: wild,
    refusal: wild,
    reasoning: wild,
    reasoning_content: wild,
    tool_calls: oneOf(fc.array(oneOf(toolCall))),
  },
  { requiredKeys: [] },
);
const choice = fc.record(
  { index: wild, delta: oneOf(delta), message: oneOf(delta), finish_reason: wild },
  { requiredKeys: [] },
);
const usage = fc.record(
  {
    prompt_tokens: wild,
    completion_tokens: wild,
    total_tokens: wild,
    prompt_tokens_details: oneOf(members('cached_tokens')),
    completion_tokens_details: oneOf(members('reasoning_tokens')),
  },
  { requiredKeys: [] },
);
const frame = fc.record(
  { id: wild, model: wild, choices: oneOf(fc.array(oneOf(choice))), usage: oneOf(usage), finish_reason: wild },
  { requiredKeys: [] },
);

describe('ChatFrame', () => {
  for (const codec of [ChatFrame, ChatAnswer]) {
    it(`${codec.name}: is and decode agree`, () => {
      let accepted = 0;
      fc.assert(
        fc.property(oneOf(frame), (value) => {
          const is = codec.is(value);
          if (is) accepted++;
          assert.strictEqual(is, isRight(codec.decode(value)));
        }),
        { numRuns: 2_000 },
      );
      assert.isAbove(accepted, 20);
    });
  }

  describe('numbers choices and tool calls', () => {
    for (const [index, isRightOne] of [
      [0, true],
      [9_999, true],
      [10_000, false],
      [-1, false],
      [0.5, false],
    ] as const) {
      it(`${isRightOne ? 'by' : 'not by'} ${index}`, () => {
        assert.strictEqual(ChatFrame.is({ choices: [{ index, delta: {} }] }), isRightOne);
        assert.strictEqual(ChatFrame.is({ choices: [{ delta: { tool_calls: [{ index }] } }] }), isRightOne);
      });
    }
  });

  it('hands on what it accepts as it is', () => {
    const value = { choices: [{ delta: { content: 'Hello' } }], usage: null };
    const decoded = ChatFrame.decode(value);
    assert.isTrue(isRight(decoded) && decoded.right === value);
  });
});
