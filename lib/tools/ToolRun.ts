import { from, ignoreElements, type MonoTypeOperatorFunction, type Observable, of } from 'rxjs';
import type { Usage } from '../chunk/Answer.ts';
import type { Chunk, FinishChunk } from '../chunk/Chunk.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { Message } from '../request/Message.ts';
import type { Tool } from '../request/Tool.ts';
import { commit } from '../rx/commit.ts';
import { operate } from '../rx/operate.ts';
import { Slots } from '../rx/Slots.ts';
import type { AnswerForm } from '../sources/AnswerForm.ts';
import type { ChatSourceLike } from '../sources/ChatSource.ts';
import { CallNumbers } from './CallNumbers.ts';
import { openCalls } from './openCalls.ts';
import { resultsInPlace } from './resultsInPlace.ts';
import { RoundAnswer } from './RoundAnswer.ts';
import { RoundCalls, type RoundSetting } from './RoundCalls.ts';
import { noteRound } from './roundNotesOf.ts';
import type { RunnableTool } from './RunnableTool.ts';
import type { RoundChunk, RunEvent } from './RunChunk.ts';
import type { RunToolsOptions } from './RunToolsOptions.ts';
import { sumUsage } from './sumUsage.ts';
import { toTurn } from './toTurn.ts';

/** The parts of a run. */
export interface RunSetting<T> {
  readonly source: ChatSourceLike;
  readonly options: RunToolsOptions;
  readonly request: ChatRequest;
  readonly form: AnswerForm<T>;
  /** Whether the events between the answers are emitted too. */
  readonly tells: boolean;
}

/** A step of a run, which ends when it completes. */
type Step<T> = Observable<T | RunEvent>;

/** One run: rounds of an answer and its calls, until an answer contains no calls. Read `steps` first. */
export class ToolRun<T> {
  readonly #setting: RunSetting<T>;
  readonly #slots: Slots;
  readonly #numbers: CallNumbers;
  /** The conversation so far. */
  #messages: readonly Message[];
  #usage: Usage | undefined;
  #totalUsage: Usage | undefined;
  #hasStarted = false;
  #hasRunTools = false;
  /** The finish chunks that apply if the run ends now. */
  #finishes: readonly FinishChunk[] = [{ type: 'finish', choice: 0, reason: 'stop' }];

  constructor(setting: RunSetting<T>) {
    this.#setting = setting;
    this.#slots = new Slots(setting.options.concurrency ?? 8);
    this.#messages = resultsInPlace(setting.request.messages);
    this.#numbers = new CallNumbers(this.#messages);
  }

  /** Whether a second run would repeat side effects. */
  get hasRunTools(): boolean {
    return this.#hasRunTools;
  }

  /** The run, step by step: each step is requested when the one before has completed. */
  *steps(): Generator<Step<T>, void> {
    const isOver = yield* this.#answerOpenCalls();
    if (!isOver) yield* this.#rounds();
    yield from(this.#ending().map(this.#setting.form.toValue));
  }

  /** Round 0: answers the calls at the end of the conversation before the model is asked. */
  *#answerOpenCalls(): Generator<Step<T>, boolean> {
    const { request, options } = this.#setting;
    const { calls: open, at } = openCalls(this.#messages);
    if (open.length === 0) return false;
    const calls = new RoundCalls(open, this.#settingOf(0, listTools(request, options), this.#messages));
    this.#hasRunTools = true;
    yield this.#told(calls.run()).pipe(committing());
    this.#messages = [...this.#messages.slice(0, at), ...calls.messages, ...this.#messages.slice(at)];
    yield this.#told(of(this.#roundOver({ round: 0, messages: calls.messages }, calls)));
    if (calls.isOpen) this.#finishes = withToolCalls([]);
    return calls.isOpen;
  }

  *#rounds(): Generator<Step<T>, void> {
    const { source, options, form } = this.#setting;
    const { maxRounds = 10 } = options;
    for (let round = 1; ; round++) {
      const isLast = round === maxRounds;
      const request = this.#requestFor(round, isLast);
      if (request === 'stop') return;
      const answer = new RoundAnswer();
      this.#numbers.openRound();
      yield form.ask(source, withPlainTools(request)).pipe(answer.read(form, this.#numbers, () => this.#start()));
      const goesOn = yield* this.#answerCalls(round, isLast, answer, request);
      if (!goesOn) return;
    }
  }

  /** What follows an answer: its calls, and the end of the round. Returns whether there is another round. */
  *#answerCalls(
    round: number,
    isLast: boolean,
    { whole: answer, finishes }: RoundAnswer,
    request: ChatRequest,
  ): Generator<Step<T>, boolean> {
    const { toolCalls, finishReason, usage } = answer;
    const turn = toTurn(answer);
    const setting = this.#settingOf(round, request.tools ?? [], [...this.#messages, ...turn]);
    const calls = new RoundCalls(toolCalls, setting, answer);
    const isCut = finishReason === 'length' || finishReason === 'content-filter';
    if (toolCalls.length > 0) {
      this.#hasRunTools = true;
      yield this.#told(isCut ? calls.cancel() : isLast ? calls.cancelOwn() : calls.run());
    }
    const messages = [...turn, ...calls.messages];
    this.#messages = [...this.#messages, ...messages];
    this.#usage = usage;
    this.#totalUsage = sumUsage(this.#totalUsage, usage);
    this.#finishes = calls.isOpen ? withToolCalls(finishes) : finishes;
    yield this.#told(of(this.#roundOver({ round, messages, finishReason, usage }, calls)));
    if (isLast || isCut || calls.isOpen) return false;
    // A service that paused in its own turn continues when the turn is sent back.
    return toolCalls.length > 0 || (finishReason === 'pause' && turn.length > 0);
  }

  #settingOf(round: number, tools: readonly RunnableTool[], messages: readonly Message[]): RoundSetting {
    const { options, request } = this.#setting;
    const byName = new Map(tools.map((tool) => [tool.name, tool]));
    return { round, tools: byName, messages, slots: this.#slots, options, signal: request.signal };
  }

  /** The request of a round, with the tools in the form in which they are run. */
  #requestFor(round: number, isLast: boolean): ChatRequest | 'stop' {
    const { request, options } = this.#setting;
    const messages = this.#messages;
    const tools = listTools(request, options);
    const usual: ChatRequest = {
      ...request,
      messages,
      ...(tools.length === 0 ? {} : { tools }),
      // A forced call has been made; otherwise the model would have to repeat it in every round.
      ...(this.#hasRunTools && isForced(request) ? { toolChoice: 'auto' } : {}),
    };
    const state = { round, request: usual, messages, usage: this.#usage, totalUsage: this.#totalUsage };
    const change = options.beforeRound?.(withoutAbsent(state));
    if (change === 'stop') return change;
    const changed = { ...usual, ...change };
    return isLast && (changed.tools ?? []).length > 0 ? { ...changed, toolChoice: 'none' } : changed;
  }

  /** Whether it is the first chunk of the run. */
  #start(): boolean {
    const isFirst = !this.#hasStarted;
    this.#hasStarted = true;
    return isFirst;
  }

  #ending(): readonly Chunk[] {
    const start: readonly Chunk[] = this.#start() ? [{ type: 'start' }] : [];
    const usage: readonly Chunk[] = this.#totalUsage === undefined ? [] : [{ type: 'usage', ...this.#totalUsage }];
    return [...start, ...usage, ...this.#finishes];
  }

  #roundOver(round: Omit<RoundChunk, 'type' | 'totalUsage'>, calls: RoundCalls): RoundChunk {
    const event = withoutAbsent<RoundChunk>({ type: 'round', ...round, totalUsage: this.#totalUsage });
    noteRound(event, calls);
    return event;
  }

  #told(events: Observable<RunEvent>): Observable<RunEvent> {
    return this.#setting.tells ? events : events.pipe(ignoreElements());
  }
}

/** Signals to the operators downstream that the tools of the run must not run twice. */
const committing = <T>(): MonoTypeOperatorFunction<T> =>
  operate((destination) => {
    commit(destination);
    return {};
  });

/** The run's tools, and the tools of the request that have other names; the latter are run by the caller's client. */
function listTools({ tools = [] }: ChatRequest, options: RunToolsOptions): readonly RunnableTool[] {
  const own = new Set(options.tools.map(({ name }) => name));
  return [...options.tools, ...tools.filter(({ name }) => !own.has(name))];
}

/** The request with the tools in the form that a source expects. */
function withPlainTools(request: ChatRequest): ChatRequest {
  return request.tools === undefined ? request : { ...request, tools: request.tools.map(toPlainTool) };
}

const toPlainTool = ({ name, description, parameters, strict }: Tool): Tool =>
  withoutAbsent<Tool>({ name, description, parameters, strict });

const isForced = ({ toolChoice }: ChatRequest): boolean => toolChoice === 'required' || typeof toolChoice === 'object';

/** The caller's own client has to run calls, whatever finish reason the service gave. */
const withToolCalls = (finishes: readonly FinishChunk[]): readonly FinishChunk[] =>
  finishes.length === 0
    ? [{ type: 'finish', choice: 0, reason: 'tool-calls' }]
    : finishes.map((finish) => (finish.choice === 0 ? { ...finish, reason: 'tool-calls' } : finish));

/** A copy of the object without members that are `undefined`. */
const withoutAbsent = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
