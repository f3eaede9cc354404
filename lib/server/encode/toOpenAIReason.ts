import type { FinishReason } from '../../chunk/Chunk.ts';

/** OpenAI's reasons. Its clients know no others, and understand `stop` as "the turn is over". */
const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  pause: 'stop',
  other: 'stop',
  unknown: 'stop',
};

/** Why a choice ended, as one of OpenAI's reasons. */
export const toOpenAIReason = (reason: FinishReason): string => REASONS[reason] ?? 'stop';
