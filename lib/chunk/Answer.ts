import type { ToolCall } from '../request/ChatRequest.ts';
import type { FinishReason, UsageChunk } from './Chunk.ts';

/** Token counts of one answer. */
export type Usage = Omit<UsageChunk, 'type'>;

/** An answer put together: its first choice, and what the provider said of it. */
export interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason?: FinishReason | undefined;
  readonly usage?: Usage | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}
