import { assert } from 'chai';
import { usageOf } from '../../../lib/wires/reading/usageOf.ts';

describe('usageOf', () => {
  const table: readonly (readonly [what: string, usage: unknown, chunk: object])[] = [
    [
      "OpenAI's counts",
      {
        prompt_tokens: 9,
        completion_tokens: 5,
        total_tokens: 14,
        prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
      { promptTokens: 9, completionTokens: 5, totalTokens: 14, cachedTokens: 4, reasoningTokens: 3 },
    ],
    ['counts of zero', { prompt_tokens: 0, completion_tokens: 0 }, { promptTokens: 0, completionTokens: 0 }],
    ['counts as text', { prompt_tokens: '9', total_tokens: '010' }, { promptTokens: 9, totalTokens: 10 }],
    [
      'the names of Responses',
      {
        input_tokens: 9,
        output_tokens: 5,
        input_tokens_details: { cached_tokens: 4 },
        output_tokens_details: { reasoning_tokens: 3 },
      },
      { promptTokens: 9, completionTokens: 5, cachedTokens: 4, reasoningTokens: 3 },
    ],
    ["DeepSeek's cache", { prompt_cache_hit_tokens: 4 }, { cachedTokens: 4 }],
    ["vLLM's cache", { num_cached_tokens: 4 }, { cachedTokens: 4 }],
    ["Moonshot's cache", { cached_tokens: 4 }, { cachedTokens: 4 }],
    ["Anthropic's cache, handed on", { cache_read_input_tokens: 4 }, { cachedTokens: 4 }],
    ['what was written to a cache', { cache_creation_input_tokens: 2 }, { cacheWriteTokens: 2 }],
    ...['cache_creation_tokens', 'cache_creation_input_tokens'].map((name): readonly [string, unknown, object] => [
      `cache writes as ${name}`,
      { prompt_tokens_details: { [name]: 2 } },
      { cacheWriteTokens: 2 },
    ]),
    ["OpenRouter's cache writes", { prompt_tokens_details: { cache_write_tokens: 2 } }, { cacheWriteTokens: 2 }],
    ['reasoning at the top', { reasoning_tokens: 3 }, { reasoningTokens: 3 }],
    [
      "xAI's reasoning, which stands beside the completion",
      { prompt_tokens: 9, completion_tokens: 5, total_tokens: 17, completion_tokens_details: { reasoning_tokens: 3 } },
      { promptTokens: 9, completionTokens: 8, totalTokens: 17, reasoningTokens: 3 },
    ],
    [
      'counts among what is none',
      { prompt_tokens: 9, completion_tokens: null, total_tokens: 'many', prompt_tokens_details: [] },
      { promptTokens: 9 },
    ],
  ];
  for (const [what, usage, chunk] of table) {
    it(`reads ${what}`, () => assert.deepEqual(usageOf(usage), { type: 'usage', ...chunk }));
  }

  it('reports nothing where nothing is reported', () => {
    for (const usage of [
      undefined,
      null,
      '',
      [],
      {},
      5,
      { prompt_tokens: null },
      { prompt_tokens: -1.5e3 + 'x' },
      { cost: 1 },
    ]) {
      assert.isUndefined(usageOf(usage), JSON.stringify(usage));
    }
  });
});
