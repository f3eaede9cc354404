import { assert } from 'chai';
import { type FinishReason, gemini } from '../../../lib/index.ts';
import { describeRecordings } from '../../support/recordings.ts';

const REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  'BLOCKED:MODEL_ARMOR': 'content-filter',
  UNEXPECTED_TOOL_CALL: 'other',
  // As numbers, where a client asked for them.
  1: 'stop',
  2: 'length',
};

/** Parts that there is no chunk for: they can come back in blocks alone. */
const FOREIGN = ['part:executableCode', 'part:toolCall', 'part:functionResponse', 'part:inlineData', 'part:fileData'];

describeRecordings('gemini', {
  provider: (baseUrl) => gemini({ baseUrl, defaultModel: 'gemini-2.5-flash' }),
  // Two of these answers hold a call that the service answered itself: that too is a call, and nothing says it before the result.
  finishOf: ({ finish, toolCalls }) => {
    const reason = REASONS[String(finish)];
    return reason === 'stop' && toolCalls.length > 0 ? 'tool-calls' : reason;
  },
  usageOf: ({
    promptTokenCount,
    toolUsePromptTokenCount = 0,
    candidatesTokenCount,
    thoughtsTokenCount,
    totalTokenCount,
    cachedContentTokenCount,
  }) => ({
    ...(promptTokenCount === undefined ? {} : { promptTokens: promptTokenCount + toolUsePromptTokenCount }),
    ...(candidatesTokenCount === undefined && thoughtsTokenCount === undefined
      ? {}
      : { completionTokens: (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0) }),
    ...(totalTokenCount === undefined ? {} : { totalTokens: totalTokenCount }),
    ...(thoughtsTokenCount === undefined ? {} : { reasoningTokens: thoughtsTokenCount }),
    ...(cachedContentTokenCount === undefined ? {} : { cachedTokens: cachedContentTokenCount }),
  }),
  compare: (answer, { signatures = 0, shows, grounding = 0 }, name) => {
    const signed = answer.blocks.filter(({ value }) => value['thoughtSignature'] !== undefined);
    assert.equal(signed.length, signatures as number, 'signatures');
    const isForeign = (shows as readonly string[]).some((word) => FOREIGN.includes(word));
    assert.equal(answer.blocks.length > 0, signed.length > 0 || isForeign, 'blocks');
    for (const { wire } of answer.blocks) assert.equal(wire, 'gemini');
    if (answer.blocks.length > 0) {
      // What goes back says all that was said.
      const texts = answer.blocks
        .filter(({ value }) => value['thought'] !== true)
        .map(({ value }) => (typeof value['text'] === 'string' ? value['text'] : ''));
      assert.equal(texts.join(''), answer.text);
      const calls = answer.blocks.filter(({ value }) => 'functionCall' in value);
      assert.equal(calls.length, answer.toolCalls.length);
    }
    // `grounding` counts what was found; each of those is cited in these answers.
    assert.lengthOf(answer.sources, grounding as number, name);
  },
});
