import type { Block, ToolCall } from '../request/Message.ts';
import type { FinishReason, SourceChunk, UsageChunk } from './Chunk.ts';

/** Token counts of one answer. */
export type Usage = Omit<UsageChunk, 'type'>;

/** Something that the text of an answer cites. */
export type Source = Omit<SourceChunk, 'type' | 'choice'>;

/** An assembled answer: one of its choices, and what the provider said about it. */
export interface Answer {
  /** The whole text. */
  readonly text: string;
  /** The model's reasoning, as far as the service shows it; empty otherwise. */
  readonly reasoning: string;
  /** Why the model refuses to answer; empty if it does not. */
  readonly refusal: string;
  /** In the order of their indexes. In a whole answer each has an id, and `'{}'` if it has no arguments. */
  readonly toolCalls: readonly ToolCall[];
  /** What the text cites, each source once. */
  readonly sources: readonly Source[];
  /** What must be sent back unchanged with the next request: see `toMessage`. */
  readonly blocks: readonly Block[];
  /** Why the choice ended; absent while it continues. */
  readonly finishReason?: FinishReason | undefined;
  /** Token counts, if the service reports them. */
  readonly usage?: Usage | undefined;
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model, as the provider names it. */
  readonly model?: string | undefined;
}
