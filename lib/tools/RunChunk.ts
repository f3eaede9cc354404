import type { Either } from 'fp-ts/lib/Either.js';
import type { Usage } from '../chunk/Answer.ts';
import type { Chunk, FinishReason } from '../chunk/Chunk.ts';
import type { Message, ToolCall } from '../request/Message.ts';

/** Why a call has no result of its tool. */
export interface ToolFailure {
  /**
   * `unknown-tool`: there is no tool of this name. `arguments`: they are not JSON, not an object, or do not fit. `denied`: an
   * approval was asked for and not given. `failed`: the tool failed. `cancelled`: it was not run, or not to its end.
   */
  readonly reason: 'unknown-tool' | 'arguments' | 'denied' | 'failed' | 'cancelled';
  /** As it is told to the model: at most 2,000 characters, no stack. */
  readonly message: string;
}

/** Somebody is asked whether a call may be executed. */
export interface ToolApprovalChunk {
  readonly type: 'tool-approval';
  /** The call that waits. */
  readonly call: ToolCall;
  /** The arguments as the tool will get them. */
  readonly args: unknown;
}

/** A tool starts. */
export interface ToolStartChunk {
  readonly type: 'tool-start';
  /** The call that begins. */
  readonly call: ToolCall;
}

/** A value of a tool that gives several, other than the last. It is told when the next one comes: before, it might be the result. */
export interface ToolProgressChunk {
  readonly type: 'tool-progress';
  /** The call that is executed. */
  readonly call: ToolCall;
  /** What the tool told. */
  readonly value: unknown;
}

/** A call is answered, one way or another. */
export interface ToolResultChunk {
  readonly type: 'tool-result';
  /** The call that has its result. */
  readonly call: ToolCall;
  /** What the model is told. */
  readonly content: string;
  /** The result as the tool gave it, or why there is none. */
  readonly outcome: Either<ToolFailure, unknown>;
}

/** A round is over: its answer is whole, and its tools are done. */
export interface RoundChunk {
  readonly type: 'round';
  /** From 1; 0 is for calls that the run found unanswered. */
  readonly round: number;
  /** What the round adds to the conversation: the answer, and the results in the order of the calls. */
  readonly messages: readonly Message[];
  /** Why the round's answer ended. */
  readonly finishReason?: FinishReason | undefined;
  /** Of this round. */
  readonly usage?: Usage | undefined;
  /** Of all rounds so far. */
  readonly totalUsage?: Usage | undefined;
}

/** What happens in a run beside its answer. */
export type RunEvent = ToolApprovalChunk | ToolStartChunk | ToolProgressChunk | ToolResultChunk | RoundChunk;

/**
 * The unit of a run: a chunk of its answer, or what happens between. Without the latter it is what `stream()` gives; a `round` comes
 * before the answer's `usage` and `finish`.
 */
export type RunChunk = Chunk | RunEvent;
