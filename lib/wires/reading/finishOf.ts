import type { FinishChunk, FinishReason } from '../../chunk/Chunk.ts';

/** The finish reasons of chat completions, and of the many servers that imitate them. */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  complete: 'stop',
  completed: 'stop',
  end: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'tool-calls',
  tool_call: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  sensitive: 'content-filter',
  safety: 'content-filter',
  // Gemini's own reasons, which its compatible endpoint passes on.
  blocklist: 'content-filter',
  image_safety: 'content-filter',
  prohibited_content: 'content-filter',
  recitation: 'content-filter',
  spii: 'content-filter',
};

/** Whether it is a reason. Some servers send `""` or `"null"` if there is none. */
export const isReason = (reason: string | null | undefined): reason is string => Boolean(reason) && reason !== 'null';

/** The end of a choice, from the server's own finish reason. */
export function finishOf(choice: number, raw: string): FinishChunk {
  // Gemini's compatible endpoint puts its own reason behind OpenAI's: `content_filter: RECITATION`.
  const word = raw.toLowerCase().replace(/:.*/s, '').replaceAll('-', '_');
  const reason = Object.hasOwn(FINISH_REASONS, word) ? FINISH_REASONS[word] : undefined;
  return { type: 'finish', choice, reason: reason ?? 'other', raw };
}
