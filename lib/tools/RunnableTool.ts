import type { Observable } from 'rxjs';
import type { Message, ToolCall } from '../request/Message.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { Tool } from '../request/Tool.ts';
import type { Validation } from '../schema/validate.ts';

/**
 * What a tool gives: a value, a promise of one, or a stream of values, of which the last is the result and the earlier ones are
 * progress. An array is one value.
 */
export type ToolReturn<R> = R | PromiseLike<R> | Observable<R> | AsyncIterable<R>;

/** What a tool is told beside its arguments. */
export interface ToolContext {
  /** The call that is executed. */
  readonly call: ToolCall;
  /** Which round the call belongs to: 1 for the first answer of the run, 0 for calls that the run found unanswered. */
  readonly round: number;
  /** The conversation up to the call. */
  readonly messages: readonly Message[];
  /** Aborted when the run is stopped: hand it to `fetch`. */
  readonly signal: AbortSignal;
}

/** May a call be executed? A reason is told to the model. */
export type Verdict = boolean | { readonly approved: false; readonly reason?: string | undefined };

/**
 * Asks whether a call may be executed. The first value decides; a stream that completes without one denies. It is unsubscribed
 * when the run is.
 *
 * @param args the arguments as the tool will get them
 */
export type Approve = (call: ToolCall, args: unknown) => Verdict | PromiseLike<Verdict> | Observable<Verdict>;

/** A tool that `runTools` can run: made by `defineTool`. A plain `Tool` is one that the caller's own client runs. */
export interface RunnableTool extends Tool {
  /** Reads the arguments: what they are to the tool, or what is wrong with them. */
  readonly validate?: ((args: JsonObject) => Validation | PromiseLike<Validation>) | undefined;
  /** Absent: the caller's own client runs it, and the run ends with `tool-calls`. */
  readonly execute?: ((args: unknown, context: ToolContext) => unknown) | undefined;
  /** Wins over the run's. */
  readonly approve?: Approve | undefined;
  /** The result as the model reads it. @default a string as it is, else JSON */
  readonly encode?: ((result: unknown) => string) | undefined;
}
