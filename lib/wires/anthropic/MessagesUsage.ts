import type { UsageChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type Json = Readonly<Record<string, unknown>>;

/** The counts, named as in the wire. */
interface Counts {
  input?: number | undefined;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  output?: number | undefined;
  thinking?: number | undefined;
}

/**
 * The token counts of one answer. Each report is a running total, and may omit counts of an earlier one: the last value of each count
 * applies, and nothing is added up.
 */
export class MessagesUsage {
  #counts: Counts = {};

  /** Takes a report and returns what is known after it; `undefined` if it reports nothing. */
  add(usage: unknown): UsageChunk | undefined {
    const counts = isRecord(usage) ? countsOf(usage) : {};
    const reported = Object.entries(counts).filter(([, count]) => count !== undefined);
    if (reported.length === 0) return undefined;
    this.#counts = { ...this.#counts, ...Object.fromEntries(reported) };
    return chunkOf(this.#counts);
  }
}

function countsOf(usage: Json): Counts {
  return {
    input: toCount(usage['input_tokens']),
    cacheRead: toCount(usage['cache_read_input_tokens']),
    cacheWrite: toCount(usage['cache_creation_input_tokens']) ?? sumOf(usage['cache_creation']),
    output: toCount(usage['output_tokens']),
    thinking: toCount(recordOf(usage['output_tokens_details'])['thinking_tokens']),
  };
}

/** The wire counts cached tokens separately from the other tokens of the request; here they are included. */
function chunkOf({ input, cacheRead, cacheWrite, output, thinking }: Counts): UsageChunk {
  const chunk: Growing<UsageChunk> = { type: 'usage' };
  if (input !== undefined) chunk.promptTokens = input + (cacheRead ?? 0) + (cacheWrite ?? 0);
  if (output !== undefined) chunk.completionTokens = output;
  if (chunk.promptTokens !== undefined && output !== undefined) chunk.totalTokens = chunk.promptTokens + output;
  if (cacheRead !== undefined) chunk.cachedTokens = cacheRead;
  if (cacheWrite !== undefined) chunk.cacheWriteTokens = cacheWrite;
  if (thinking !== undefined) chunk.reasoningTokens = thinking;
  return chunk;
}

/** The tokens written to a cache, which are reported by how long they are kept. */
function sumOf(creation: unknown): number | undefined {
  const counts = Object.values(recordOf(creation)).map(toCount);
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});

/** A number may be given as a string. */
function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) ? count : undefined;
}
