import type { ChatFrame, Choice, Delta, ToolCallPiece, Usage } from './ChatFrame.ts';
import type { FinishChunk, FinishReason, StartChunk, UsageChunk } from '../../chunk/Chunk.ts';
import type { ProviderChunk } from '../../provider/ProviderDefinition.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** What one OpenAI-like frame, or one JSON answer of that shape, says in our words. */
export function chatFrameToChunks(frame: ChatFrame): readonly ProviderChunk[] {
  const chunks: ProviderChunk[] = [];
  if (frame.id || frame.model) chunks.push(startOf(frame));
  const choices = frame.choices ?? [];
  for (const choice of choices) addChoice(chunks, choice);
  if (frame.usage) addUsage(chunks, frame.usage);
  if (isReason(frame.finish_reason)) {
    const numbers = choices.length === 0 ? [0] : choices.map(({ index }) => index ?? 0);
    for (const number of numbers) chunks.push(finishOf(number, frame.finish_reason));
  }
  return chunks;
}

function addChoice(chunks: ProviderChunk[], { index, delta, message, finish_reason: reason }: Choice): void {
  const choice = index ?? 0;
  const before = chunks.length;
  if (delta) addDelta(chunks, choice, delta, delta.tool_calls);
  // A whole message numbers its calls by their places.
  else if (message)
    addDelta(
      chunks,
      choice,
      message,
      message.tool_calls?.map((call, i) => ({ ...call, index: i })),
    );
  if (isReason(reason)) chunks.push(finishOf(choice, reason));
  // Nothing was said, but the choice exists.
  if (chunks.length === before) chunks.push({ type: 'text', choice, text: '' });
}

function addDelta(
  chunks: ProviderChunk[],
  choice: number,
  { reasoning_content, reasoning, content, refusal }: Delta,
  toolCalls: readonly ToolCallPiece[] | null | undefined,
): void {
  // Servers that send both say the same in both.
  const thought = reasoning_content || reasoning;
  if (thought) chunks.push({ type: 'reasoning', choice, text: thought });
  if (content) chunks.push({ type: 'text', choice, text: content });
  if (refusal) chunks.push({ type: 'refusal', choice, text: refusal });
  for (const call of toolCalls ?? []) {
    chunks.push({
      type: 'tool-call',
      choice,
      index: call.index ?? undefined,
      id: call.id ?? undefined,
      name: call.function?.name ?? undefined,
      arguments: call.function?.arguments ?? '',
    });
  }
}

function startOf({ id, model }: ChatFrame): StartChunk {
  const start: Growing<StartChunk> = { type: 'start' };
  if (id) start.id = id;
  if (model) start.model = model;
  return start;
}

function addUsage(chunks: ProviderChunk[], usage: Usage): void {
  const chunk: Growing<UsageChunk> = { type: 'usage' };
  const { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details, completion_tokens_details } = usage;
  if (typeof prompt_tokens === 'number') chunk.promptTokens = prompt_tokens;
  if (typeof completion_tokens === 'number') chunk.completionTokens = completion_tokens;
  if (typeof total_tokens === 'number') chunk.totalTokens = total_tokens;
  const cached = prompt_tokens_details?.cached_tokens;
  if (typeof cached === 'number') chunk.cachedTokens = cached;
  const reasoning = completion_tokens_details?.reasoning_tokens;
  if (typeof reasoning === 'number') chunk.reasoningTokens = reasoning;
  // An empty object reports nothing, and takes nothing back.
  if (Object.keys(chunk).length > 1) chunks.push(chunk);
}

/** Servers exist that say `""` or `"null"` for none. */
const isReason = (reason: string | null | undefined): reason is string => Boolean(reason) && reason !== 'null';

function finishOf(choice: number, raw: string): FinishChunk {
  const reason = Object.hasOwn(FINISH_REASONS, raw) ? FINISH_REASONS[raw] : undefined;
  return { type: 'finish', choice, reason: reason ?? 'other', raw };
}
