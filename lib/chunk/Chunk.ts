import type { JsonObject } from '../request/JsonObject.ts';

/**
 * Why a choice ended.
 *
 * `stop`: the model was done. `length`: the token limit was reached. `tool-calls`: it waits for tool results. `content-filter`: the
 * provider withheld the rest. `pause`: the service stopped in the middle of its own turn, and continues when the turn is sent back.
 * `other`: another word of the provider, kept in `raw`. `unknown`: the body ended without an end marker and the caller chose
 * `requireEndMarker: false`.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'pause' | 'other' | 'unknown';

/** Comes once, together with the first content or with the end. */
export interface StartChunk {
  readonly type: 'start';
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model, as the provider names it. */
  readonly model?: string | undefined;
  /** The provider's id of the exchange (`x-request-id`), to quote to its support. */
  readonly requestId?: string | undefined;
}

/** A piece of the answer's text; never empty. */
export interface TextChunk {
  readonly type: 'text';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of the model's reasoning, if the provider shows it; never empty. */
export interface ReasoningChunk {
  readonly type: 'reasoning';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of a refusal; never empty. */
export interface RefusalChunk {
  readonly type: 'refusal';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of a tool call. `id` and `name` come with the first piece of each call. */
export interface ToolCallChunk {
  readonly type: 'tool-call';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** Which call of this choice the piece belongs to, from 0. */
  readonly index: number;
  /** The id of the call, with its first piece. */
  readonly id?: string | undefined;
  /** The name of the tool, with the first piece. */
  readonly name?: string | undefined;
  /** Only the new piece of the arguments' JSON text; may be empty in the first piece of a call. */
  readonly arguments: string;
}

/** Something that the text cites. Search results that it does not cite are not sources. */
export interface SourceChunk {
  readonly type: 'source';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** Its address, if it is on the web. */
  readonly url?: string | undefined;
  /** Its title. */
  readonly title?: string | undefined;
  /** The provider's id of a file or document. */
  readonly id?: string | undefined;
  /** The cited words. */
  readonly quote?: string | undefined;
}

/** Something that the service does by itself: a search, or running code. It needs no answer. */
export interface ActivityChunk {
  readonly type: 'activity';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** The same id at the start and at the end of an activity. */
  readonly id: string;
  /** The service's name for it: `web_search`. */
  readonly name: string;
  /** Its progress. */
  readonly state: 'started' | 'done' | 'failed';
}

/** One complete piece of the turn in the wire's own JSON, to be sent back unchanged with the next request: see `toMessage`. */
export interface BlockChunk {
  readonly type: 'block';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** The wire that it belongs to: `anthropic`, `openai-responses`, `gemini` or `openai-chat`. */
  readonly wire: string;
  /** The service's own JSON, as it was sent. */
  readonly value: JsonObject;
  /** What the service sent besides the turn's content and wants back with it: see `Block`. */
  readonly context?: JsonObject | undefined;
}

/** Token counts, if the provider reports them. */
export interface UsageChunk {
  readonly type: 'usage';
  /** Tokens of the request, including those read from and written to a cache. */
  readonly promptTokens?: number | undefined;
  /** Tokens of the answer, including the reasoning. */
  readonly completionTokens?: number | undefined;
  /** The total, as the service counts it. */
  readonly totalTokens?: number | undefined;
  /** Tokens of the request that were read from a cache. */
  readonly cachedTokens?: number | undefined;
  /** Tokens of the request that were written to a cache. */
  readonly cacheWriteTokens?: number | undefined;
  /** Tokens of the reasoning. */
  readonly reasoningTokens?: number | undefined;
}

/** The end of one choice. */
export interface FinishChunk {
  readonly type: 'finish';
  /** Which of several parallel answers, from 0. */
  readonly choice: number;
  /** Why it ended. */
  readonly reason: FinishReason;
  /** The provider's own word. */
  readonly raw?: string | undefined;
}

/** Content: text, reasoning, a refusal, or a tool call. */
export type ContentChunk = TextChunk | ReasoningChunk | RefusalChunk | ToolCallChunk;

/**
 * The unit of an answer. A completed stream reads `start (content | source | activity | block)* usage? finish+`.
 *
 * @example
 * ```ts
 * import type { Chunk } from 'rxllm';
 *
 * const describe = (chunk: Chunk): string => (chunk.type === 'text' ? chunk.text : `[${chunk.type}]`);
 * ```
 */
export type Chunk = StartChunk | ContentChunk | SourceChunk | ActivityChunk | BlockChunk | UsageChunk | FinishChunk;
