import { assert } from 'chai';
import { anthropic, type FinishReason } from '../../../lib/index.ts';
import { describeRecordings, type ExpectedAnswer } from '../../support/recordings.ts';

const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
  pause_turn: 'pause',
};

/**
 * Two files hold the answers of several requests, one behind the other, and what is expected of them was added up over all. An answer
 * ends with its `message_stop`, and nothing after it is read: these are the first ones, read by a script of its own.
 */
const FIRST_ANSWERS: Readonly<Record<string, Partial<ExpectedAnswer>>> = {
  'anthropic/vercel-anthropic-tool-search-bm25-1.sse': {
    id: 'msg_011bqgzot9grwdetCByUmXRP',
    textLength: 177,
    textSha256: 'c7b4b8cce750635d35ebdda537cd002874e49ee07e30d6cdd123a73249fbc074',
    finish: 'tool_use',
    usage: { input_tokens: 1630, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 158 },
    blocks: ['text', 'server_tool_use', 'tool_search_tool_result', 'text', 'tool_use'],
  },
  'anthropic/vercel-anthropic-tool-search-deferred-regex.sse': {
    id: 'msg_01MCmfPn2yQ8Nfqz1cGmHe6K',
    textLength: 156,
    textSha256: '5ef4aa0b9595f5c36fa9f2a6c35788d9786b01bc6a4dea66bb902846aad38846',
    finish: 'tool_use',
    usage: { input_tokens: 904, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 175 },
    toolCalls: [
      {
        id: 'toolu_01WPkY6CkyJnFsaCqY7SZ9FX',
        name: 'readNoteTree',
        arguments: '{"noteId": "d10aa585-982b-4bd9-984e-420f9b3717f7"}',
      },
    ],
    blocks: ['text', 'tool_use', 'server_tool_use'],
    results: [],
  },
};

/** What of a block is compared; each may be absent. */
interface Value {
  readonly type: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly text?: string;
  readonly thinking?: string;
  readonly signature?: string;
  readonly data?: string;
  readonly citations?: readonly unknown[] | null;
}

describeRecordings('anthropic', {
  provider: (baseUrl) => anthropic({ baseUrl, defaultModel: 'm' }),
  correct: (expected, name) => ({ ...expected, ...FIRST_ANSWERS[name] }),
  finishOf: ({ finish }) => (finish === null ? undefined : REASONS[finish]),
  usageOf: (usage) => {
    const {
      input_tokens: input = 0,
      cache_creation_input_tokens: write,
      cache_read_input_tokens: read,
      output_tokens: output = 0,
    } = usage;
    const promptTokens = input + (write ?? 0) + (read ?? 0);
    return {
      promptTokens,
      completionTokens: output,
      totalTokens: promptTokens + output,
      ...(read === undefined ? {} : { cachedTokens: read }),
      ...(write === undefined ? {} : { cacheWriteTokens: write }),
    };
  },
  compare: ({ text, reasoning, toolCalls, sources, blocks }, expected) => {
    const { blocks: types = [], citations = 0, signatures = 0, redacted = 0, server = [], results = [] } = expected;
    const values = blocks.map(({ wire, value }) => (assert.equal(wire, 'anthropic'), value as unknown as Value));
    const typesOf = (pattern: RegExp): readonly string[] =>
      values.map(({ type }) => type).filter((type) => pattern.test(type));
    assert.deepEqual(typesOf(/./), types);
    assert.deepEqual(typesOf(/._tool_result$/), results);
    assert.equal(values.filter(({ signature }) => signature).length, signatures);
    assert.equal(values.filter(({ type, data }) => type === 'redacted_thinking' && data).length, redacted);
    assert.equal(values.flatMap(({ citations: cited }) => cited ?? []).length, citations);
    assert.isAtMost(sources.length, citations as number);
    assert.equal(sources.length > 0, citations !== 0);
    // The blocks say again what was streamed.
    assert.equal(values.map(({ type, text: own }) => (type === 'text' ? own : '')).join(''), text);
    assert.equal(values.map(({ thinking }) => thinking ?? '').join(''), reasoning);
    assert.deepEqual(
      values.filter(({ type }) => type === 'tool_use').map(({ name, input }) => [name, input]),
      toolCalls.map(({ name, arguments: json }) => [name, JSON.parse(json) as unknown]),
    );
    assert.deepEqual(
      values.filter(({ type }) => /._tool_use$/.test(type)).map(({ name, input }) => [name, input]),
      (server as readonly (readonly [string, string])[]).map(([name, json]) => [name, JSON.parse(json) as unknown]),
    );
  },
});
