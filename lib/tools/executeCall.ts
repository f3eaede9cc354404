import { concat, defer, EMPTY, type MonoTypeOperatorFunction, type Observable, of } from 'rxjs';
import type { Message, ToolCall } from '../request/Message.ts';
import { isPromiseLike } from '../rx/isPromiseLike.ts';
import { operate } from '../rx/operate.ts';
import type { RunnableTool, ToolContext } from './RunnableTool.ts';
import type { RunEvent, ToolResultChunk, ToolStartChunk } from './RunChunk.ts';
import { toValues } from './toValues.ts';

/** One call, ready to be executed. */
export interface Execution {
  readonly call: ToolCall;
  readonly execute: NonNullable<RunnableTool['execute']>;
  readonly args: unknown;
  readonly round: number;
  readonly messages: readonly Message[];
  /** The run's own signal: if it stopped the tool, it holds the reason. */
  readonly signal: AbortSignal | undefined;
  /** Receives the last value, if there was one. */
  readonly succeed: (last: { readonly value: unknown } | undefined) => ToolResultChunk;
  /** Throws if the run is to fail. */
  readonly fail: (error: unknown) => ToolResultChunk;
}

/**
 * Runs a tool, and emits its start, its progress and its result.
 *
 * ```text
 * the tool gives   -----1--2--3--|
 * events           s-------1--2--(r|)      r: the result 3
 * ```
 *
 * Unsubscribing aborts the tool's signal, and unsubscribes from what the tool returned.
 */
export function executeCall(execution: Execution): Observable<RunEvent> {
  const { call, signal } = execution;
  return defer(() => {
    const controller = new AbortController();
    const start: ToolStartChunk = { type: 'tool-start', call };
    return concat(
      of(start),
      defer(() => valuesOf(execution, controller.signal)).pipe(
        abortWhenStopped(controller, signal),
        toEvents(execution),
      ),
    );
  });
}

function valuesOf({ call, execute, args, round, messages }: Execution, signal: AbortSignal): Observable<unknown> {
  const context: ToolContext = { call, round, messages, signal };
  const returned = execute(args, context);
  // The tool itself may have stopped the run. A promise is still read, so that its rejection is handled.
  return signal.aborted && !isPromiseLike(returned) ? EMPTY : toValues(returned);
}

/** Aborts if the tool is unsubscribed before its end. */
function abortWhenStopped<T>(
  controller: AbortController,
  signal: AbortSignal | undefined,
): MonoTypeOperatorFunction<T> {
  return operate(() => {
    let hasEnded = false;
    return {
      complete(destination) {
        hasEnded = true;
        destination.complete();
      },
      error(error, destination) {
        hasEnded = true;
        destination.error(error);
      },
      teardown() {
        if (!hasEnded) controller.abort(signal?.aborted === true ? signal.reason : undefined);
      },
    };
  });
}

function toEvents({ call, succeed, fail }: Execution) {
  return operate<unknown, RunEvent>((destination) => {
    let last: { readonly value: unknown } | undefined;
    return {
      next(value) {
        const before = last;
        last = { value };
        if (before) destination.next({ type: 'tool-progress', call, value: before.value });
      },
      complete() {
        destination.next(succeed(last));
        destination.complete();
      },
      error(error) {
        destination.next(fail(error));
        destination.complete();
      },
    };
  });
}
