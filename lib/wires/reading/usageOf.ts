import type { UsageChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type Json = Readonly<Record<string, unknown>>;

/** Token counts as servers of OpenAI's two wires report them; `undefined` if nothing is reported. */
export function usageOf(usage: unknown): UsageChunk | undefined {
  if (!isRecord(usage)) return undefined;
  const prompt = recordOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details']);
  const completion = recordOf(usage['completion_tokens_details'] ?? usage['output_tokens_details']);
  const reasoningTokens = count(completion['reasoning_tokens'], usage['reasoning_tokens']);
  const counts = {
    promptTokens: count(usage['prompt_tokens'], usage['input_tokens']),
    completionTokens: count(usage['completion_tokens'], usage['output_tokens']),
    totalTokens: count(usage['total_tokens']),
    cachedTokens: count(
      prompt['cached_tokens'],
      usage['prompt_cache_hit_tokens'],
      usage['num_cached_tokens'],
      usage['cached_tokens'],
      usage['cache_read_input_tokens'],
    ),
    cacheWriteTokens: count(
      prompt['cache_write_tokens'],
      prompt['cache_creation_tokens'],
      prompt['cache_creation_input_tokens'],
      usage['cache_creation_input_tokens'],
    ),
    reasoningTokens,
  };
  const chunk: Growing<UsageChunk> = { type: 'usage' };
  for (const [name, value] of Object.entries(counts)) {
    if (value !== undefined) chunk[name as keyof typeof counts] = value;
  }
  // An empty object reports nothing, and does not reset anything.
  if (Object.keys(chunk).length === 1) return undefined;
  return withReasoning(chunk);
}

/** xAI counts the reasoning separately from the completion, as the total shows. */
function withReasoning(chunk: UsageChunk): UsageChunk {
  const { promptTokens = 0, completionTokens, totalTokens, reasoningTokens = 0 } = chunk;
  if (completionTokens === undefined || reasoningTokens === 0) return chunk;
  const isBeside = totalTokens === promptTokens + completionTokens + reasoningTokens;
  return isBeside ? { ...chunk, completionTokens: completionTokens + reasoningTokens } : chunk;
}

const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});

/** The first value that is a count; a number may be given as a string. */
function count(...values: readonly unknown[]): number | undefined {
  return values
    .map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value))
    .find((value): value is number => typeof value === 'number');
}
