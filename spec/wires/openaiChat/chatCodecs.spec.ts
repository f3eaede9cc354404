import { assert } from 'chai';
import * as fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { ChatAnswerCodec, ChatFrameCodec } from '../../../lib/wires/openaiChat/chatCodecs.ts';
import { StrictChatFrame } from '../../../lib/wires/openaiChat/ChatFrame.ts';
import { ChatReader } from '../../../lib/wires/openaiChat/ChatReader.ts';
import { readChatFrame } from '../../../lib/wires/openaiChat/readChatFrame.ts';

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
  { index: wild, id: wild, function: oneOf(members('name', 'arguments')), custom: wild },
  { requiredKeys: [] },
);
const delta = fc.record(
  {
    content: wild,
    refusal: wild,
    reasoning: wild,
    reasoning_content: wild,
    reasoning_details: wild,
    annotations: wild,
    function_call: wild,
    tool_calls: oneOf(fc.array(oneOf(toolCall))),
  },
  { requiredKeys: [] },
);
const choice = fc.record(
  { index: wild, delta: oneOf(delta), message: oneOf(delta), finish_reason: wild, text: wild, usage: wild },
  { requiredKeys: [] },
);
const frame = fc.record(
  { id: wild, model: wild, choices: oneOf(fc.array(oneOf(choice))), usage: wild, finish_reason: wild, citations: wild },
  { requiredKeys: [] },
);

/** What the chunks of a frame are, whatever they are made of. */
const chunksOf = (read: Parameters<ChatReader['read']>[0]): unknown =>
  new ChatReader({ mayCallTools: true, givesBlocks: true }).read(read);

describe('StrictChatFrame', () => {
  it('is written out as its codec says', () => {
    let accepted = 0;
    fc.assert(
      fc.property(oneOf(frame), (value) => {
        const is = StrictChatFrame.is(value);
        if (is) accepted++;
        assert.strictEqual(is, isRight(StrictChatFrame.decode(value)));
      }),
      { numRuns: 2_000 },
    );
    assert.isAbove(accepted, 20);
  });

  for (const [index, isRightOne] of [
    [0, true],
    [9_999, true],
    [10_000, false],
    [-1, false],
    [0.5, false],
  ] as const) {
    it(`numbers choices and tool calls ${isRightOne ? 'by' : 'not by'} ${index}`, () => {
      assert.strictEqual(StrictChatFrame.is({ choices: [{ index, delta: {} }] }), isRightOne);
      assert.strictEqual(StrictChatFrame.is({ choices: [{ delta: { tool_calls: [{ index }] } }] }), isRightOne);
    });
  }
});

describe('the patient way', () => {
  it('drops a tool call that says nothing, also where everything else is as usual', () => {
    for (const member of ['delta', 'message']) {
      const value = { choices: [{ [member]: { content: 'Hi', tool_calls: [{}] } }] };
      const decoded = ChatFrameCodec.decode(value);
      assert.deepEqual(isRight(decoded) && chunksOf(decoded.right), [{ type: 'text', choice: 0, text: 'Hi' }]);
    }
  });

  it('says of a strict frame what the strict way says', () => {
    let strict = 0;
    fc.assert(
      fc.property(oneOf(frame), (value) => {
        if (!StrictChatFrame.is(value)) return;
        strict++;
        const patiently = readChatFrame(value, { whole: false });
        assert.deepEqual(patiently && chunksOf(patiently), chunksOf(value));
      }),
      { numRuns: 2_000 },
    );
    assert.isAbove(strict, 20);
  });

  it('reads anything, and throws never', () => {
    fc.assert(
      fc.property(fc.oneof(frame, fc.jsonValue()), fc.boolean(), (value, whole) => {
        const read = readChatFrame(value, { whole });
        if (read) chunksOf(read);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('ChatFrameCodec', () => {
  it('hands on a strict frame as it is', () => {
    const value = { choices: [{ delta: { content: 'Hello' } }], usage: null, more: [5] };
    const decoded = ChatFrameCodec.decode(value);
    assert.isTrue(isRight(decoded) && decoded.right === value);
  });

  it('takes no other JSON than an object for a frame', () => {
    for (const value of [5, null, 'x', true, [], [{ choices: [] }]])
      assert.isTrue(isLeft(ChatFrameCodec.decode(value)));
  });

  it('takes an object of whose choices nothing can be read for none', () => {
    for (const value of [
      { choices: [null] },
      { choices: 5 },
      { choices: 'x' },
      { choices: [5, 'x'] },
      { choices: [{ index: -1 }] },
    ]) {
      assert.isTrue(isLeft(ChatFrameCodec.decode(value)), JSON.stringify(value));
    }
  });
});

describe('ChatAnswerCodec', () => {
  it('takes an object with a list of choices for an answer', () => {
    for (const value of [
      { choices: [] },
      { choices: [{ message: { content: 'Hi' } }] },
      { choices: [{ message: { content: 5 } }] },
    ]) {
      assert.isTrue(isRight(ChatAnswerCodec.decode(value)), JSON.stringify(value));
    }
    for (const value of [{}, { choices: null }, { choices: {} }, { message: 'Hi' }, [], null]) {
      assert.isTrue(isLeft(ChatAnswerCodec.decode(value)), JSON.stringify(value));
    }
  });
});
