import type { Observable } from 'rxjs';
import type { Message, ToolCall } from '../request/Message.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { Tool } from '../request/Tool.ts';
import type { Validation } from '../schema/validate.ts';

/**
 * What a tool returns: a value, a promise of one, or a stream of values, of which the last is the result and the earlier ones are
 * progress. An array is one value.
 */
export type ToolReturn<R> = R | PromiseLike<R> | Observable<R> | AsyncIterable<R>;

/** What a tool receives in addition to its arguments. */
export interface ToolContext {
  /** The call that is being executed. */
  readonly call: ToolCall;
  /** The round that the call belongs to: 1 for the first answer of the run, 0 for calls that were already unanswered when the run started. */
  readonly round: number;
  /** The conversation up to the call. */
  readonly messages: readonly Message[];
  /** Aborted when the run is stopped: pass it to `fetch`. */
  readonly signal: AbortSignal;
}

/** Whether a call may be executed. A reason is sent to the model. */
export type Verdict = boolean | { readonly approved: false; readonly reason?: string | undefined };

/**
 * Decides whether a call may be executed. The first value decides; a stream that completes without a value denies the call. It is
 * unsubscribed together with the run.
 *
 * @param args the arguments as the tool will receive them
 */
export type Approve = (call: ToolCall, args: unknown) => Verdict | PromiseLike<Verdict> | Observable<Verdict>;

/** A tool that `runTools` can run, made by `defineTool`. A plain `Tool` is run by the caller's own client. */
export interface RunnableTool extends Tool {
  /** Validates the arguments: returns the value that the tool receives, or what is wrong with them. */
  readonly validate?: ((args: JsonObject) => Validation | PromiseLike<Validation>) | undefined;
  /** If absent, the caller's own client runs it, and the run ends with `tool-calls`. */
  readonly execute?: ((args: unknown, context: ToolContext) => unknown) | undefined;
  /** Takes precedence over the run's own `approve`. */
  readonly approve?: Approve | undefined;
  /** Encodes the result for the model. @default a string as it is, else JSON */
  readonly encode?: ((result: unknown) => string) | undefined;
}
