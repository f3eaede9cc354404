/**
 * Why a choice ended.
 *
 * `stop`: the model was done. `length`: the token limit cut it. `tool-calls`: it waits for tool results. `content-filter`:
 * the provider withheld the rest. `other`: a word that is none of these, kept in `raw`. `unknown`: the body ended without an
 * end marker and the caller chose `requireEndMarker: false`.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other' | 'unknown';

/** Comes once, together with the first content or with the end. */
export interface StartChunk {
  readonly type: 'start';
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model, as the provider names it. */
  readonly model?: string | undefined;
  /** The `x-request-id` header, for the provider's support. */
  readonly requestId?: string | undefined;
}

/** A piece of the answer's text; never empty. */
export interface TextChunk {
  readonly type: 'text';
  readonly choice: number;
  readonly text: string;
}

/** A piece of the model's reasoning, where the provider shows it; never empty. */
export interface ReasoningChunk {
  readonly type: 'reasoning';
  readonly choice: number;
  readonly text: string;
}

/** A piece of a refusal; never empty. */
export interface RefusalChunk {
  readonly type: 'refusal';
  readonly choice: number;
  readonly text: string;
}

/** A piece of a tool call. `id` and `name` come with the first piece of each call. */
export interface ToolCallChunk {
  readonly type: 'tool-call';
  readonly choice: number;
  /** Which call of this choice the piece belongs to, from 0. */
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The new piece of the arguments' JSON text only; may be empty where it opens a call. */
  readonly arguments: string;
}

/** Token counts, if the provider reports them. */
export interface UsageChunk {
  readonly type: 'usage';
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  readonly cachedTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
}

/** The end of one choice. */
export interface FinishChunk {
  readonly type: 'finish';
  readonly choice: number;
  readonly reason: FinishReason;
  /** The provider's own word. */
  readonly raw?: string | undefined;
}

/** What the user came for: everything but `start`, `usage` and `finish`. */
export type ContentChunk = TextChunk | ReasoningChunk | RefusalChunk | ToolCallChunk;

/**
 * The unit of an answer. A completed stream reads `start content* usage? finish+`.
 *
 * @example
 * ```ts
 * import type { Chunk } from 'rxllm';
 *
 * const describe = (chunk: Chunk): string => (chunk.type === 'text' ? chunk.text : `[${chunk.type}]`);
 * ```
 */
export type Chunk = StartChunk | ContentChunk | UsageChunk | FinishChunk;
