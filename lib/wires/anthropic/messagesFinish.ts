import type { FinishChunk, FinishReason } from '../../chunk/Chunk.ts';

/** Anthropic's stop reasons, and those of others that proxies pass on. */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  stop: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  length: 'length',
  tool_use: 'tool-calls',
  tool_calls: 'tool-calls',
  refusal: 'content-filter',
  content_filter: 'content-filter',
  pause_turn: 'pause',
  compaction: 'pause',
};

/** The end of an answer, from the server's own stop reason; `undefined` if there is none. */
export function messagesFinish(word: unknown): FinishChunk | undefined {
  if (typeof word !== 'string' || word === '' || word === 'null') return undefined;
  const reason = Object.hasOwn(FINISH_REASONS, word) ? FINISH_REASONS[word] : undefined;
  return { type: 'finish', choice: 0, reason: reason ?? 'other', raw: word };
}
