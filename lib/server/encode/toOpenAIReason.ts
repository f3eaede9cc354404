import type { FinishReason } from '../../chunk/Chunk.ts';

/** OpenAI's words. Its clients know no others, and take `stop` for "the turn is over". */
const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  pause: 'stop',
  other: 'stop',
  unknown: 'stop',
};

/** Why a choice ended, in OpenAI's words. */
export const toOpenAIReason = (reason: FinishReason): string => REASONS[reason] ?? 'stop';
