import { assert } from 'chai';
import { openAICompatible, type FinishReason } from '../../../lib/index.ts';
import { describeRecordings } from '../../support/recordings.ts';

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

describeRecordings('chat', {
  provider: (baseUrl) => openAICompatible({ baseUrl, defaultModel: 'm', requireEndMarker: false }),
  finishOf: ({ finish, toolCalls }) =>
    finish === null ? (toolCalls.length > 0 ? 'tool-calls' : undefined) : REASONS[finish],
  usageOf: ({ prompt_tokens: promptTokens, total_tokens: totalTokens }) => ({
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(totalTokens === undefined ? {} : { totalTokens }),
  }),
  compare: (answer, { more }) => {
    if (more === undefined) return;
    assert.isNotEmpty(answer.text);
  },
});
