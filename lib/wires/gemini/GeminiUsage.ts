import type { UsageChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Token counts, which every frame reports again: the last value of each member applies. They are emitted once, since a chunk for each
 * frame of a long answer would be wasted.
 */
export class GeminiUsage {
  #promptTokens: number | undefined;
  #completionTokens: number | undefined;
  #totalTokens: number | undefined;
  #cachedTokens: number | undefined;
  #reasoningTokens: number | undefined;

  /** Takes a report; one without counts (`trafficType` alone) does not reset anything. */
  take(usage: unknown): void {
    if (!isRecord(usage)) return;
    const thoughts = count(usage['thoughtsTokenCount']);
    // The prompt's count does not include what the service's own tools read; the candidates' count does not include the thoughts.
    this.#promptTokens =
      sum(count(usage['promptTokenCount']), count(usage['toolUsePromptTokenCount'])) ?? this.#promptTokens;
    this.#completionTokens = sum(count(usage['candidatesTokenCount']), thoughts) ?? this.#completionTokens;
    this.#totalTokens = count(usage['totalTokenCount']) ?? this.#totalTokens;
    this.#cachedTokens = count(usage['cachedContentTokenCount']) ?? this.#cachedTokens;
    this.#reasoningTokens = thoughts ?? this.#reasoningTokens;
  }

  /** `undefined` if nothing was reported. */
  chunk(): UsageChunk | undefined {
    const chunk: Growing<UsageChunk> = { type: 'usage' };
    if (this.#promptTokens !== undefined) chunk.promptTokens = this.#promptTokens;
    if (this.#completionTokens !== undefined) chunk.completionTokens = this.#completionTokens;
    if (this.#totalTokens !== undefined) chunk.totalTokens = this.#totalTokens;
    if (this.#cachedTokens !== undefined) chunk.cachedTokens = this.#cachedTokens;
    if (this.#reasoningTokens !== undefined) chunk.reasoningTokens = this.#reasoningTokens;
    return Object.keys(chunk).length === 1 ? undefined : chunk;
  }
}

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);

/** A count, which may be given as a string. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
}
