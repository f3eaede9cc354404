import type { Block, ToolCall } from '../request/Message.ts';
import type { FinishReason, SourceChunk, UsageChunk } from './Chunk.ts';

/** Token counts of one answer. */
export type Usage = Omit<UsageChunk, 'type'>;

/** Something that the text of an answer cites. */
export type Source = Omit<SourceChunk, 'type' | 'choice'>;

/** An answer put together: one of its choices, and what the provider said about it. */
export interface Answer {
  /** The text, whole. */
  readonly text: string;
  /** What the model thought, as far as the service tells; empty where it does not. */
  readonly reasoning: string;
  /** Why the model does not answer; empty where it does. */
  readonly refusal: string;
  /** In the order of their indexes. In a whole answer each has an id, and `'{}'` where it has no arguments. */
  readonly toolCalls: readonly ToolCall[];
  /** What the text cites, each source once. */
  readonly sources: readonly Source[];
  /** What must go back untouched with the next request: see `toMessage`. */
  readonly blocks: readonly Block[];
  /** Why the choice ended; absent while it goes on. */
  readonly finishReason?: FinishReason | undefined;
  /** What was counted, where the service counts. */
  readonly usage?: Usage | undefined;
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model, as the provider names it. */
  readonly model?: string | undefined;
}
