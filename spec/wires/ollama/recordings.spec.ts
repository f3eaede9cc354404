import { assert } from 'chai';
import { type FinishReason, ollama } from '../../../lib/index.ts';
import { describeRecordings } from '../../support/recordings.ts';

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  load: 'other',
  unload: 'other',
};

describeRecordings('ollama', {
  provider: (baseUrl) => ollama({ baseUrl, defaultModel: 'm' }),
  // The wire says `stop` after a call.
  finishOf: ({ finish, toolCalls }) =>
    toolCalls.length > 0 && (finish === 'stop' || finish === null) ? 'tool-calls' : REASONS[finish ?? 'stop'],
  usageOf: ({ prompt_eval_count: promptTokens, eval_count: completionTokens }) => ({
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    ...(promptTokens === undefined || completionTokens === undefined
      ? {}
      : { totalTokens: promptTokens + completionTokens }),
  }),
  compare: ({ sources, blocks }) => {
    assert.deepEqual(sources, []);
    assert.deepEqual(blocks, []);
  },
});
