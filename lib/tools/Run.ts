import type { Answer, Usage } from '../chunk/Answer.ts';
import type { Message, ToolCall } from '../request/Message.ts';

/** The result of a run. */
export interface Run {
  /** The answer of the last round. */
  readonly answer: Answer;
  /** The messages that the run adds to the conversation: append them to the messages of the request. */
  readonly messages: readonly Message[];
  /** Calls that are waiting for an approval, or for the caller's own client: answer them with `tool` messages, or run again. */
  readonly pending: readonly ToolCall[];
  /** The number of answers. */
  readonly rounds: number;
  /** The usage of all rounds. */
  readonly usage?: Usage | undefined;
}

/** What a run had produced when it failed, and the error. */
export interface PartialRun {
  /** What had arrived by then. */
  readonly run: Run;
  /** Why the run ended early. */
  readonly error: unknown;
}
