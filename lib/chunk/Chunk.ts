import type { JsonObject } from '../request/JsonObject.ts';

/**
 * Why a choice ended.
 *
 * `stop`: the model was done. `length`: the token limit cut it. `tool-calls`: it waits for tool results. `content-filter`: the provider withheld the rest.
 * `pause`: the service stopped in the middle of its own turn, and goes on when the turn is sent back. `other`: another word of the
 * provider's, kept in `raw`. `unknown`: the body ended without an end marker and the caller chose `requireEndMarker: false`.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'pause' | 'other' | 'unknown';

/** Comes once, together with the first content or with the end. */
export interface StartChunk {
  readonly type: 'start';
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model, as the provider names it. */
  readonly model?: string | undefined;
  /** The provider's id of the exchange (`x-request-id`), for its support. */
  readonly requestId?: string | undefined;
}

/** A piece of the answer's text; never empty. */
export interface TextChunk {
  readonly type: 'text';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of the model's reasoning, where the provider shows it; never empty. */
export interface ReasoningChunk {
  readonly type: 'reasoning';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of a refusal; never empty. */
export interface RefusalChunk {
  readonly type: 'refusal';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** The new piece only. */
  readonly text: string;
}

/** A piece of a tool call. `id` and `name` come with the first piece of each call. */
export interface ToolCallChunk {
  readonly type: 'tool-call';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** Which call of this choice the piece belongs to, from 0. */
  readonly index: number;
  /** The call's id: with its first piece. */
  readonly id?: string | undefined;
  /** The tool's name: with the first piece. */
  readonly name?: string | undefined;
  /** The new piece of the arguments' JSON text only; may be empty where it opens a call. */
  readonly arguments: string;
}

/** Something that the text cites. What a search found and the text does not cite is not a source. */
export interface SourceChunk {
  readonly type: 'source';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** Its address, if it is on the web. */
  readonly url?: string | undefined;
  /** Its title. */
  readonly title?: string | undefined;
  /** The provider's id of a file or document. */
  readonly id?: string | undefined;
  /** The words that are cited. */
  readonly quote?: string | undefined;
}

/** What the service does on its own meanwhile: a search, code that it runs. Nobody has to answer it. */
export interface ActivityChunk {
  readonly type: 'activity';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** The same for the start and the end of one activity. */
  readonly id: string;
  /** The service's word for it: `web_search`. */
  readonly name: string;
  /** How far it is. */
  readonly state: 'started' | 'done' | 'failed';
}

/** One complete piece of the turn in the words of the wire, to be sent back untouched with the next request: see `toMessage`. */
export interface BlockChunk {
  readonly type: 'block';
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** Which wire's words: `anthropic`, `openai-responses`, `gemini` or `openai-chat`. */
  readonly wire: string;
  /** The service's own JSON, as it was sent. */
  readonly value: JsonObject;
  /** What the service said beside the turn's content and wants back with it: see `Block`. */
  readonly context?: JsonObject | undefined;
}

/** Token counts, if the provider reports them. */
export interface UsageChunk {
  readonly type: 'usage';
  /** Tokens of the request, those read from and written to a cache included. */
  readonly promptTokens?: number | undefined;
  /** Tokens of the answer, the reasoning included. */
  readonly completionTokens?: number | undefined;
  /** All of them, as the service counts. */
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
  /** Which of several answers side by side, from 0. */
  readonly choice: number;
  /** Why it ended. */
  readonly reason: FinishReason;
  /** The provider's own word. */
  readonly raw?: string | undefined;
}

/** What the user came for: text, reasoning, a refusal, or a tool call. */
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
