import type { Usage } from '../../chunk/Answer.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** Token counts in OpenAI's format: those that are known, and their sum. */
export function toOpenAIUsage(usage: Usage): JsonObject {
  const { promptTokens, completionTokens, totalTokens, cachedTokens, cacheWriteTokens, reasoningTokens } = usage;
  const areBothKnown = promptTokens !== undefined && completionTokens !== undefined;
  const prompt = { cached_tokens: cachedTokens, cache_write_tokens: cacheWriteTokens };
  const completion = { reasoning_tokens: reasoningTokens };
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: totalTokens ?? (areBothKnown ? promptTokens + completionTokens : undefined),
    prompt_tokens_details: isKnown(prompt) ? prompt : undefined,
    completion_tokens_details: isKnown(completion) ? completion : undefined,
  };
}

const isKnown = (details: object): boolean => Object.values(details).some((count) => count !== undefined);
