import { assert } from 'chai';
import * as fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { StrictOllamaFrame } from '../../../lib/wires/ollama/OllamaFrame.ts';
import { OllamaAnswerCodec, OllamaFrameCodec } from '../../../lib/wires/ollama/ollamaCodecs.ts';

/** Values of every type, those of the wire more often than others. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', 'Hi', 0, 7, true, false, [], {}, [{}], { a: 1 }),
  fc.jsonValue({ maxDepth: 1 }),
);
const call = fc.oneof(
  anything,
  fc.record(
    {
      id: anything,
      function: fc.oneof(anything, fc.record({ name: anything, arguments: anything }, { requiredKeys: [] })),
    },
    { requiredKeys: [] },
  ),
);
const message = fc.oneof(
  anything,
  fc.record(
    {
      role: anything,
      content: anything,
      thinking: anything,
      reasoning_content: anything,
      reasoning: anything,
      tool_calls: fc.oneof(anything, fc.array(call, { maxLength: 3 })),
    },
    { requiredKeys: [] },
  ),
);
const frame = fc.oneof(
  anything,
  fc.record(
    {
      model: anything,
      message,
      done: anything,
      done_reason: anything,
      prompt_eval_count: anything,
      eval_count: anything,
      created_at: anything,
    },
    { requiredKeys: [] },
  ),
);

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
