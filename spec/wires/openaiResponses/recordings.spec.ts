import { assert } from 'chai';
import { type Answer, openAIResponses } from '../../../lib/index.ts';
import { describeRecordings, type ExpectedAnswer, expectedReasoning, textOf } from '../../support/recordings.ts';

type Json = Readonly<Record<string, unknown>>;

const COUNTS = {
  promptTokens: 'input_tokens',
  completionTokens: 'output_tokens',
  totalTokens: 'total_tokens',
  cachedTokens: 'input.cached_tokens',
  cacheWriteTokens: 'input.cache_write_tokens',
  reasoningTokens: 'output.reasoning_tokens',
};

describeRecordings('responses', {
  provider: (baseUrl) => openAIResponses({ baseUrl, defaultModel: 'm' }),
  finishOf: ({ finish, toolCalls }) => {
    if (finish === 'incomplete:max_output_tokens') return 'length';
    return toolCalls.length > 0 ? 'tool-calls' : 'stop';
  },
  usageOf: (usage) =>
    Object.fromEntries(
      Object.entries(COUNTS).flatMap(([ours, theirs]) => (theirs in usage ? [[ours, usage[theirs]]] : [])),
    ),
  // A response that waits for its turn holds no answer: the wire's rule, not the script's.
  errorOf: ({ finish }) => (finish === 'queued' ? 'UnexpectedContentError' : undefined),
  correct: (expected, name) => ({
    ...withReasoningText(expected),
    // The input of a custom tool is no JSON, so its call is in a block alone; the script lists it with the calls.
    toolCalls: expected.toolCalls.filter((_, i) => callTypes(expected)[i] === 'function_call'),
    // This server changes every id with each event: `start` has that of the first, the script took that of the last.
    id: name.includes('github-copilot-id-rotation') ? 'capture-id-1' : expected.id,
    // One page is cited twice, and is one source.
    annotations: name.includes('arize-test-responses-websearch') ? 2 : expected['annotations'],
  }),
  compare: (answer, expected, name) => {
    compareBlocks(answer, expected, name);
    const { annotations = 0 } = expected;
    assert.lengthOf(answer.sources, annotations as number);
    for (const { url, id, title } of answer.sources) assert.isOk((url ?? id) && title);
  },
});

/** The script keeps the texts of open models apart from the summaries of OpenAI's. */
function withReasoningText(expected: ExpectedAnswer): ExpectedAnswer {
  const { reasoning_text: text } = expected;
  if (typeof text !== 'string') return expected;
  return { ...expected, ...expectedReasoning(text) };
}

function callTypes({ items = [] }: ExpectedAnswer): readonly string[] {
  return (items as readonly string[]).filter((type) => type === 'function_call' || type === 'custom_tool_call');
}

/** Each item is a block as the server said it at its end, or in its JSON. */
function compareBlocks({ blocks }: Answer, { items = [], encrypted = 0 }: ExpectedAnswer, name: string): void {
  assert.deepEqual(
    blocks.map(({ wire, value }) => [wire, value['type']]),
    (items as readonly string[]).map((type) => ['openai-responses', type]),
  );
  const values = blocks.map(({ value }) => value);
  assert.deepEqual(values, itemsOf(textOf(name), name.endsWith('.json')));
  assert.lengthOf(
    values.filter(({ encrypted_content: content }) => Boolean(content)),
    encrypted as number,
  );
}

function itemsOf(body: string, isWhole: boolean): readonly unknown[] {
  if (isWhole) return (JSON.parse(body) as { readonly output: readonly unknown[] }).output;
  const events = body.split(/\r?\n/).filter((line) => line.startsWith('data: {'));
  return events
    .map((line) => JSON.parse(line.slice('data: '.length)) as Json)
    .filter(({ type }) => type === 'response.output_item.done')
    .map(({ item }) => item);
}
