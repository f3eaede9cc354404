import { assert } from 'chai';
import { openAICompatible, type FinishReason } from '../../../lib/index.ts';
import { describeRecordings, type ExpectedAnswer, expectedReasoning, expectedText } from '../../support/recordings.ts';

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** What the script that wrote the expectations did not know how to read. */
const CORRECTIONS: Readonly<Record<string, Partial<ExpectedAnswer>>> = {
  // Details of the reasoning without another field for it are the reasoning.
  'chat/pydantic-test-snowflake-thinking-streaming.sse': expectedReasoning('15 * 27 = 405'),
  'chat/pydantic-test-snowflake-thinking.json': expectedReasoning('Let me get the weather for Mexico City.'),
  // A content that is an object is its JSON text.
  'chat/chatlas-test-cloudflare-data-extraction.json': expectedText('{"name":"Emily Wilson","age":32}'),
  // A function_call is a call.
  'chat/ddpy-openai-chat-completions-post-23dfb471.json': {
    toolCalls: [{ id: null, name: 'add', arguments: '{"a": 1, "b": 1}' }],
  },
  // The text is in the message; the delta beside it is empty.
  'chat/rubyllm-chat-basic-chat-functionality-perplexity-sonar-can-have-a-basic.json':
    expectedText('**2 + 2 = 4**.[3]\n\n'),
  // A line `error: {…}` is an error.
  'chat/rubyllm-chat-with-extended-thinking-gpustack-qwen3-streams-thinking-cont.sse': {
    error: 'failed to decode, try again, increasing context size or reducing parallel',
  },
};

describeRecordings('chat', {
  provider: (baseUrl) => openAICompatible({ baseUrl, defaultModel: 'm', requireEndMarker: false }),
  finishOf: ({ finish, toolCalls }) =>
    finish === null ? (toolCalls.length > 0 ? 'tool-calls' : undefined) : REASONS[finish],
  usageOf: ({ prompt_tokens: promptTokens, total_tokens: totalTokens }) => ({
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(totalTokens === undefined ? {} : { totalTokens }),
  }),
  correct: (expected, name) => ({ ...expected, ...CORRECTIONS[name] }),
  compare: (answer, { more }) => {
    if (more === undefined) return;
    assert.isNotEmpty(answer.text);
  },
});
