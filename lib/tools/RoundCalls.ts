import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { catchError, concatMap, defer, EMPTY, from, map, mergeMap, type Observable, of, tap } from 'rxjs';
import type { Answer } from '../chunk/Answer.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import type { Slots } from '../rx/Slots.ts';
import { askApproval } from './askApproval.ts';
import { encodeResult } from './encodeResult.ts';
import { executeCall } from './executeCall.ts';
import { contentOf, failureOf } from './failureOf.ts';
import { readArguments } from './readArguments.ts';
import { noteRound, type RoundNotes } from './roundNotesOf.ts';
import type { RunnableTool } from './RunnableTool.ts';
import type { RunEvent, ToolFailure, ToolResultChunk } from './RunChunk.ts';
import type { RunToolsOptions } from './RunToolsOptions.ts';

/** Where and how the calls of a round are answered. */
export interface RoundSetting {
  readonly round: number;
  /** The tools that were offered to the model, by name. */
  readonly tools: ReadonlyMap<string, RunnableTool>;
  /** The conversation up to the calls. */
  readonly messages: readonly Message[];
  readonly slots: Slots;
  readonly options: Pick<RunToolsOptions, 'approve' | 'onToolError'>;
  readonly signal: AbortSignal | undefined;
}

/** The calls of one round, and their results. */
export class RoundCalls implements RoundNotes {
  readonly calls: readonly ToolCall[];
  readonly answer: Answer | undefined;
  readonly #setting: RoundSetting;
  readonly #answers = new Map<ToolCall, Message>();
  readonly #foreign = new Set<ToolCall>();
  readonly #approved = new Set<ToolCall>();

  constructor(calls: readonly ToolCall[], setting: RoundSetting, answer?: Answer) {
    this.calls = calls;
    this.answer = answer;
    this.#setting = setting;
  }

  get foreign(): ReadonlySet<ToolCall> {
    return this.#foreign;
  }

  get approved(): ReadonlySet<ToolCall> {
    return this.#approved;
  }

  /** The results, in the order of the calls. */
  get messages(): readonly Message[] {
    return this.calls.flatMap((call) => this.#answers.get(call) ?? []);
  }

  /** Whether a call is waiting for an external decision or result. */
  get isOpen(): boolean {
    return this.#answers.size < this.calls.length;
  }

  /** Answers the calls concurrently; events are emitted as they happen. */
  run(): Observable<RunEvent> {
    return this.#each((call) => this.#answer(call));
  }

  /** Answers the calls without running them. */
  cancel(): Observable<RunEvent> {
    return this.#each((call) => of(this.#failed(call, cancelled)));
  }

  /** Answers the calls of the run's own tools without running them. */
  cancelOwn(): Observable<RunEvent> {
    return this.#each((call) => {
      const tool = this.#setting.tools.get(call.name);
      const isForeign = tool !== undefined && tool.execute === undefined;
      return isForeign ? this.#leaveOpen(call) : of(this.#failed(call, cancelled));
    });
  }

  #each(answer: (call: ToolCall) => Observable<RunEvent>): Observable<RunEvent> {
    return from(this.calls).pipe(
      mergeMap(answer),
      tap((event) => noteRound(event, this)),
    );
  }

  #answer(call: ToolCall): Observable<RunEvent> {
    const tool = this.#setting.tools.get(call.name);
    if (tool === undefined) return of(this.#failed(call, this.#unknownTool(call)));
    return defer(() => readArguments(tool, call.arguments)).pipe(
      map((read) => () => (isLeft(read) ? of(this.#failed(call, read.left)) : this.#ready(tool, call, read.right))),
      // An error thrown by the schema's own code counts as an error of the tool.
      catchError((error: unknown) => of(() => of(this.#toolFailed(call, error)))),
      concatMap((goOn) => goOn()),
    );
  }

  #ready(tool: RunnableTool, call: ToolCall, args: unknown): Observable<RunEvent> {
    const { options, slots, round, messages, signal } = this.#setting;
    const { execute, approve = options.approve } = tool;
    if (execute === undefined) return this.#leaveOpen(call);
    const execution = executeCall({
      call,
      execute: (...all) => tool.execute?.(...all),
      args,
      round,
      messages,
      signal,
      succeed: (last) => this.#succeeded(tool, call, last),
      fail: (error) => this.#toolFailed(call, error),
    });
    const work = slots.hold(execution);
    if (approve === undefined) return work;
    return askApproval(approve, call, args, (denial) => {
      if (denial !== undefined) return of(this.#failed(call, denial));
      this.#approved.add(call);
      return work;
    });
  }

  #leaveOpen(call: ToolCall): Observable<never> {
    this.#foreign.add(call);
    return EMPTY;
  }

  #succeeded(tool: RunnableTool, call: ToolCall, last: { readonly value: unknown } | undefined): ToolResultChunk {
    const { encode = encodeResult } = tool;
    try {
      const content: unknown = last === undefined ? '' : encode(last.value);
      return this.#answered(call, String(content), right(last?.value));
    } catch (error) {
      return this.#toolFailed(call, error);
    }
  }

  /** Throws if the run is to fail. */
  #toolFailed(call: ToolCall, error: unknown): ToolResultChunk {
    const { onToolError = 'tell' } = this.#setting.options;
    if (onToolError === 'fail') throw error;
    if (onToolError === 'tell') return this.#failed(call, failureOf('failed', wordsOf(error)));
    const content = onToolError(error, call);
    return this.#failed(call, { reason: 'failed', message: content }, content);
  }

  #failed(call: ToolCall, failure: ToolFailure, content = contentOf(failure)): ToolResultChunk {
    return this.#answered(call, content, left(failure));
  }

  #answered(call: ToolCall, content: string, outcome: Either<ToolFailure, unknown>): ToolResultChunk {
    const isError = isLeft(outcome);
    this.#answers.set(call, { role: 'tool', toolCallId: call.id, content, ...(isError ? { isError } : {}) });
    return { type: 'tool-result', call, content, outcome };
  }

  #unknownTool({ name }: ToolCall): ToolFailure {
    const names = [...this.#setting.tools.keys()];
    const known = names.length === 0 ? 'there are no tools' : `the tools are ${names.join(', ')}`;
    return failureOf('unknown-tool', `there is no tool ${JSON.stringify(name.slice(0, 100))}: ${known}`);
  }
}

const cancelled = failureOf('cancelled', 'cancelled');

/** Anything can be thrown, and converting it to a string may throw as well. */
function wordsOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message || error.name : String(error);
  } catch {
    return 'an error without a message';
  }
}
