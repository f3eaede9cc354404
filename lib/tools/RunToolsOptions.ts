import * as t from 'io-ts';
import { listOf } from '../codec/listOf.ts';
import { shape } from '../codec/shape.ts';
import type { Usage } from '../chunk/Answer.ts';
import { dispatch } from '../codec/dispatch.ts';
import { members } from '../codec/members.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import { Tool } from '../request/Tool.ts';
import type { Approve, RunnableTool } from './RunnableTool.ts';

/** Options of `runTools`. */
export interface RunToolsOptions {
  /** The tools of the run, each with a unique name. A tool without `execute` is for the caller's own client. */
  readonly tools: readonly RunnableTool[];
  /**
   * The maximum number of requests to the model. The last request is sent without tools, so that the model answers with text.
   *
   * @default 10
   */
  readonly maxRounds?: number | undefined;
  /**
   * The maximum number of tools that run at once.
   *
   * @default 8
   */
  readonly concurrency?: number | undefined;
  /** Called before each call to decide whether it may be executed, unless the tool has its own `approve`. */
  readonly approve?: Approve | undefined;
  /**
   * How an error of a tool is handled: `tell` sends its message to the model, `fail` ends the run with it, and a function returns the
   * text to send. A function that throws ends the run.
   *
   * @default 'tell'
   */
  readonly onToolError?: 'tell' | 'fail' | ((error: unknown, call: ToolCall) => string) | undefined;
  /** Called before each request to the model: returns the changes to the request of this round, or ends the run. */
  readonly beforeRound?: ((state: RoundState) => Partial<ChatRequest> | 'stop' | undefined) | undefined;
}

/** The state of a run before a request to the model. */
export interface RoundState {
  /** The number of the next round, from 1. */
  readonly round: number;
  /** The request as it will be sent. */
  readonly request: ChatRequest;
  /** The conversation so far. */
  readonly messages: readonly Message[];
  /** The usage of the last round. */
  readonly usage?: Usage | undefined;
  /** The usage of all rounds so far. */
  readonly totalUsage?: Usage | undefined;
}

const AtLeastOne = t.refinement(
  t.number,
  (n) => n >= 1 && (Number.isSafeInteger(n) || n === Infinity),
  'a whole number of at least 1',
);

const Functions = shape(
  'a tool',
  {},
  { validate: t.Function, execute: t.Function, approve: t.Function, encode: t.Function },
);
const AnyTool = dispatch<unknown>('a tool', (value) => (Tool.is(value) ? Functions : Tool));

const OnToolError = dispatch<unknown>('"tell", "fail" or a function', (value) => {
  if (typeof value === 'function') return t.Function;
  return value === 'tell' || value === 'fail' ? t.string : undefined;
});

/** The codec of `RunToolsOptions`. */
export const RunToolsOptions: t.Type<RunToolsOptions> = members<RunToolsOptions>(
  'an object',
  {
    tools: listOf(AnyTool, 'a list of tools') as never,
    maxRounds: AtLeastOne,
    concurrency: AtLeastOne,
    approve: t.Function as never,
    onToolError: OnToolError as never,
    beforeRound: t.Function as never,
  },
  { required: ['tools'], noun: 'option', otherNames: { maxsteps: 'maxRounds', maxturns: 'maxRounds' } },
);
