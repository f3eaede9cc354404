import { assert } from 'chai';
import * as fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { StrictOllamaFrame } from '../../../lib/wires/ollama/OllamaFrame.ts';
import { OllamaAnswerCodec, OllamaFrameCodec } from '../../../lib/wires/ollama/ollamaCodecs.ts';

/** Values of every type. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', 'Hi', 0, 7, true, false, [], {}, [{}], { a: 1 }),
  fc.jsonValue({ maxDepth: 1 }),
);
/** Mostly as it should be, so that one member alone is of another type. */
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: anything });
const text = mostly(fc.constantFrom('', 'Hi', null));
const count = mostly(fc.constantFrom(0, 7, null));
const record = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(members, { requiredKeys: [] }));

const call = record({ id: text, function: record({ name: mostly(fc.constant('now')), arguments: anything }) });
const message = record({
  role: anything,
  content: text,
  thinking: text,
  reasoning_content: text,
  reasoning: text,
  tool_calls: mostly(fc.array(call, { maxLength: 3 })),
});
const frame = record({
  model: text,
  message,
  done: mostly(fc.boolean()),
  done_reason: text,
  prompt_eval_count: count,
  eval_count: count,
  created_at: anything,
});

describe("ollama's frames", () => {
  it('are asked by hand-written code what the codec itself says', () => {
    fc.assert(
      fc.property(frame, (value) =>
        assert.equal(StrictOllamaFrame.is(value), isRight(StrictOllamaFrame.decode(value))),
      ),
      { numRuns: 5000 },
    );
  });

  it('are handed on as they are where they have the usual shape', () => {
    const usual = { model: 'q', message: { role: 'assistant', content: 'Hi' }, done: false, created_at: 'now' };
    const decoded = OllamaFrameCodec.decode(usual);
    assert.isTrue(isRight(decoded) && decoded.right === usual);
  });

  it('are read from any object without a throw, and from nothing else', () => {
    fc.assert(
      fc.property(frame, (value) => {
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        if (isRight(OllamaFrameCodec.decode(value))) assert.isTrue(isObject);
        if (isRight(OllamaAnswerCodec.decode(value))) assert.isTrue(isObject);
      }),
      { numRuns: 5000 },
    );
  });
});
