import type { Either } from 'fp-ts/lib/Either.js';
import type { Usage } from '../chunk/Answer.ts';
import type { Chunk, FinishReason } from '../chunk/Chunk.ts';
import type { Message, ToolCall } from '../request/Message.ts';

/** Why a call has no result from its tool. */
export interface ToolFailure {
  /**
   * `unknown-tool`: there is no tool of this name. `arguments`: they are not JSON, not an object, or do not fit the schema. `denied`: an
   * approval was requested and not given. `failed`: the tool failed. `cancelled`: it was not run, or was stopped before its end.
   */
  readonly reason: 'unknown-tool' | 'arguments' | 'denied' | 'failed' | 'cancelled';
  /** The message sent to the model: at most 2,000 characters, without a stack trace. */
  readonly message: string;
}

/** An approval is requested for a call. */
export interface ToolApprovalChunk {
  readonly type: 'tool-approval';
  /** The call that is waiting. */
  readonly call: ToolCall;
  /** The arguments as the tool will receive them. */
  readonly args: unknown;
}

/** A tool starts. */
export interface ToolStartChunk {
  readonly type: 'tool-start';
  /** The call that starts. */
  readonly call: ToolCall;
}

/** An intermediate value of a tool that emits several. It is emitted when the next value arrives, since until then it might be the result. */
export interface ToolProgressChunk {
  readonly type: 'tool-progress';
  /** The call that is being executed. */
  readonly call: ToolCall;
  /** The value that the tool emitted. */
  readonly value: unknown;
}

/** A call has been answered, successfully or not. */
export interface ToolResultChunk {
  readonly type: 'tool-result';
  /** The call that has been answered. */
  readonly call: ToolCall;
  /** The content sent to the model. */
  readonly content: string;
  /** The result as the tool returned it, or why there is no result. */
  readonly outcome: Either<ToolFailure, unknown>;
}

/** A round has ended: its answer is complete, and its tools have finished. */
export interface RoundChunk {
  readonly type: 'round';
  /** Counted from 1; 0 is for calls that were already unanswered when the run started. */
  readonly round: number;
  /** The messages that the round adds to the conversation: the answer, and the results in the order of the calls. */
  readonly messages: readonly Message[];
  /** Why the round's answer ended. */
  readonly finishReason?: FinishReason | undefined;
  /** The usage of this round. */
  readonly usage?: Usage | undefined;
  /** The usage of all rounds so far. */
  readonly totalUsage?: Usage | undefined;
}

/** What happens in a run in addition to its answer. */
export type RunEvent = ToolApprovalChunk | ToolStartChunk | ToolProgressChunk | ToolResultChunk | RoundChunk;

/**
 * The unit of a run: a chunk of its answer, or an event between answers. Without the events it is what `stream()` emits; a `round` comes
 * before the answer's `usage` and `finish`.
 */
export type RunChunk = Chunk | RunEvent;
