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
  corrections: {
    'chat/pydantic-test-snowflake-thinking-streaming.sse': {
      why: 'reasoning_details alone are reasoning',
      reasoning: '15 * 27 = 405',
    },
    'chat/pydantic-test-snowflake-thinking.json': {
      why: 'reasoning_details alone are reasoning',
      reasoning: 'Let me get the weather for Mexico City.',
    },
    'chat/chatlas-test-cloudflare-data-extraction.json': {
      why: 'a content that is an object is its JSON text',
      text: '{"name":"Emily Wilson","age":32}',
    },
    'chat/ddpy-openai-chat-completions-post-23dfb471.json': {
      why: 'a function_call is a call',
      toolCalls: [{ id: null, name: 'add', arguments: '{"a": 1, "b": 1}' }],
    },
    'chat/rubyllm-chat-with-extended-thinking-gpustack-qwen3-streams-thinking-cont.sse': {
      why: 'a line `error: {…}` is an error',
      error: 'failed to decode, try again, increasing context size or reducing parallel',
    },
  },
  compare: (answer, { more }) => {
    if (more === undefined) return;
    assert.isNotEmpty(answer.text);
  },
});
