import type { Answer, Usage } from '../chunk/Answer.ts';
import type { Message, ToolCall } from '../request/Message.ts';

/** A run put together. */
export interface Run {
  /** The answer of the last round. */
  readonly answer: Answer;
  /** What the run adds to the conversation: append it to the messages of the request. */
  readonly messages: readonly Message[];
  /** Calls that wait for an approval, or for the caller's own client: answer them with `tool` messages, or run again. */
  readonly pending: readonly ToolCall[];
  /** How many answers there were. */
  readonly rounds: number;
  /** Of all rounds. */
  readonly usage?: Usage | undefined;
}

/** What a run had come to when it failed, and why it did. */
export interface PartialRun {
  /** What had come. */
  readonly run: Run;
  /** Why the run ended early. */
  readonly error: unknown;
}
