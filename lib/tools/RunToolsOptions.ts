import * as t from 'io-ts';
import type { Usage } from '../chunk/Answer.ts';
import { dispatch } from '../codec/dispatch.ts';
import { members } from '../codec/members.ts';
import { optional } from '../codec/optional.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import { Tool } from '../request/Tool.ts';
import type { Approve, RunnableTool } from './RunnableTool.ts';

/** Options of `runTools`. */
export interface RunToolsOptions {
  /** The tools of the run, each of another name. A tool without `execute` is for the caller's own client. */
  readonly tools: readonly RunnableTool[];
  /**
   * How often the model may be asked. The last time it is asked without tools, so that the user gets words.
   *
   * @default 10
   */
  readonly maxRounds?: number | undefined;
  /**
   * How many tools may run at once.
   *
   * @default 8
   */
  readonly concurrency?: number | undefined;
  /** Asks before each call whether it may be executed, where the tool has no `approve` of its own. */
  readonly approve?: Approve | undefined;
  /**
   * What becomes of an error of a tool: `tell` tells the model its message, `fail` ends the run with it, and a function gives the words
   * to tell. A function that throws ends the run.
   *
   * @default 'tell'
   */
  readonly onToolError?: 'tell' | 'fail' | ((error: unknown, call: ToolCall) => string) | undefined;
  /** Runs before the model is asked: gives what is different in the request of this round, or ends the run. */
  readonly beforeRound?: ((state: RoundState) => Partial<ChatRequest> | 'stop' | undefined) | undefined;
}

/** A run before it asks the model. */
export interface RoundState {
  /** Which round is to come, from 1. */
  readonly round: number;
  /** The request as it will be sent. */
  readonly request: ChatRequest;
  /** The conversation so far. */
  readonly messages: readonly Message[];
  /** Of the last round. */
  readonly usage?: Usage | undefined;
  /** Of all rounds so far. */
  readonly totalUsage?: Usage | undefined;
}

const AtLeastOne = t.refinement(
  t.number,
  (n) => n >= 1 && (Number.isSafeInteger(n) || n === Infinity),
  'a whole number of at least 1',
);

const AnyTool = t.intersection(
  [
    Tool,
    t.partial({
      validate: optional(t.Function),
      execute: optional(t.Function),
      approve: optional(t.Function),
      encode: optional(t.Function),
    }),
  ],
  'a tool',
);

const OnToolError = dispatch<unknown>('"tell", "fail" or a function', (value) => {
  if (typeof value === 'function') return t.Function;
  return value === 'tell' || value === 'fail' ? t.string : undefined;
});

/** The codec of `RunToolsOptions`. */
export const RunToolsOptions: t.Type<RunToolsOptions> = members<RunToolsOptions>(
  'an object of options',
  {
    tools: t.readonlyArray(AnyTool, 'a list of tools') as never,
    maxRounds: AtLeastOne,
    concurrency: AtLeastOne,
    approve: t.Function as never,
    onToolError: OnToolError as never,
    beforeRound: t.Function as never,
  },
  { required: ['tools'], noun: 'option', otherNames: { maxsteps: 'maxRounds', maxturns: 'maxRounds' } },
);
