import type { FinishChunk, FinishReason } from '../../chunk/Chunk.ts';

/** The finish reasons other than `other`. */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  // The service has no such reason; servers that imitate it do.
  FUNCTION_CALL: 'tool-calls',
  TOOL_CALLS: 'tool-calls',
};

/**
 * The end of a choice, from the service's own finish reason. There is no reason for a model that waits for the results of its calls: it
 * reports that it stopped.
 */
export function finishOf(choice: number, raw: string, hasCalls: boolean): FinishChunk {
  const word = raw.toUpperCase();
  const known = Object.hasOwn(FINISH_REASONS, word) ? FINISH_REASONS[word] : undefined;
  const reason = known === 'stop' && hasCalls ? 'tool-calls' : (known ?? 'other');
  return { type: 'finish', choice, reason, raw };
}
