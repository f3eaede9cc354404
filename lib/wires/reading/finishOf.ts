import type { FinishChunk, FinishReason } from '../../chunk/Chunk.ts';

/** The finish reasons of chat completions, and of the many servers that imitate them, in lower case. */
const FINISH_REASONS: readonly (readonly [word: RegExp, reason: FinishReason])[] = [
  [/^(?:(?:stop|end)(?:$|_)|endof|eos|complete|normal|generated)/, 'stop'],
  [/length|max_\w*tokens|token_limit|context_window/, 'length'],
  [/^(?:tool|function)_?(?:calls?|use)$/, 'tool-calls'],
  // Also Gemini's own reasons, which its compatible endpoint passes on.
  [
    /^content_(?:filter|policy)|guardrail|refusal|sensitive|safety|blocklist|spii|prohibited_content|recitation/,
    'content-filter',
  ],
  [/^pause_turn$/, 'pause'],
];

/** Whether it is a reason. Some servers send `""`, `"null"` or `"None"` if there is none. */
export const isReason = (reason: string | null | undefined): reason is string =>
  Boolean(reason) && reason !== 'null' && reason !== 'None';

/** The end of a choice, from the server's own finish reason. */
export function finishOf(choice: number, raw: string): FinishChunk {
  // Gemini's compatible endpoint puts its own reason behind OpenAI's: `content_filter: RECITATION`. Some servers name the type of the word.
  const word = raw
    .toLowerCase()
    .replace(/:.*/s, '')
    .replaceAll('-', '_')
    .replace(/^finish_?reason[._]/, '');
  const reason = FINISH_REASONS.find(([pattern]) => pattern.test(word))?.[1];
  return { type: 'finish', choice, reason: reason ?? 'other', raw };
}
