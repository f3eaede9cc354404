import { isLeft } from 'fp-ts/lib/Either.js';
import type { Answer, Usage } from '../chunk/Answer.ts';
import { AnswerBuilder } from '../chunk/AnswerBuilder.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import { isOutput } from '../chunk/isOutput.ts';
import type { Message, ToolCall } from '../request/Message.ts';
import { contentOf, failureOf } from './failureOf.ts';
import { roundNotesOf, type RoundNotes } from './roundNotesOf.ts';
import type { RoundChunk, RunChunk, RunEvent } from './RunChunk.ts';
import type { Run } from './Run.ts';
import { toTurn } from './toTurn.ts';

/** What has arrived of a run, and the result if it ends now. Independent of RxJS. */
export class RunLedger {
  readonly #messages: Message[] = [];
  #answer: Answer | undefined;
  #pending: readonly ToolCall[] = [];
  #rounds = 0;
  #usage: Usage | undefined;
  /** The round in progress. */
  #round = new UnfinishedRound();

  add(chunk: RunChunk): void {
    if (chunk.type === 'round') this.#close(chunk);
    else if (isEvent(chunk)) this.#round.addEvent(chunk);
    else this.#round.addChunk(chunk);
  }

  settle(): Run {
    const { answer, messages, pending } = this.#round.cut();
    const rounds = answer === undefined ? this.#rounds : this.#rounds + 1;
    const usage = this.#usage ?? this.#round.usage;
    return {
      answer: answer ?? this.#answer ?? this.#round.answer,
      messages: [...this.#messages, ...messages],
      pending: [...this.#pending, ...pending],
      rounds,
      ...(usage === undefined ? {} : { usage }),
    };
  }

  #close(chunk: RoundChunk): void {
    const { round, messages, finishReason, usage, totalUsage } = chunk;
    const notes = roundNotesOf(chunk);
    const told = { ...this.#round.answer, ...(finishReason && { finishReason }), ...(usage && { usage }) };
    if (round > 0) {
      this.#answer = notes?.answer ?? told;
      this.#rounds = round;
    }
    this.#messages.push(...messages);
    const answered = new Set(messages.map((message) => (message.role === 'tool' ? message.toolCallId : undefined)));
    this.#pending = (notes?.calls ?? messages.flatMap(callsOf)).filter(({ id }) => !answered.has(id));
    this.#usage = totalUsage ?? this.#usage;
    this.#round = new UnfinishedRound();
  }
}

/** A round whose end has not been emitted yet. */
class UnfinishedRound {
  readonly #builder = new AnswerBuilder();
  #hasContent = false;
  readonly #results = new Map<string, Message>();
  /** The calls for which an approval was requested. */
  readonly #asked = new Set<string>();
  /** The calls for which an event has been emitted. */
  readonly #told = new Map<string, ToolCall>();
  #notes: RoundNotes | undefined;

  get answer(): Answer {
    return this.#builder.whole();
  }

  get usage(): Usage | undefined {
    return this.#builder.snapshot().usage;
  }

  addChunk(chunk: Chunk): void {
    this.#builder.add(chunk);
    this.#hasContent ||= isOutput(chunk);
  }

  addEvent(event: Exclude<RunEvent, RoundChunk>): void {
    const { id } = event.call;
    this.#notes ??= roundNotesOf(event);
    this.#told.set(id, event.call);
    if (event.type === 'tool-approval') this.#asked.add(id);
    else this.#asked.delete(id);
    if (event.type !== 'tool-result') return;
    const { content, outcome } = event;
    this.#results.set(id, toolMessage(id, content, isLeft(outcome)));
  }

  /** The state of the round if nothing more arrives. There is no answer if no part of one had arrived. */
  cut(): { readonly answer?: Answer; readonly messages: readonly Message[]; readonly pending: readonly ToolCall[] } {
    if (this.#told.size === 0) return this.#hasContent ? this.#cutAnswer() : { messages: [], pending: [] };
    const answer = this.#notes?.answer ?? this.answer;
    const foreign = idsOf(this.#notes?.foreign);
    const approved = idsOf(this.#notes?.approved);
    const calls = this.#notes?.calls ?? (this.#hasContent ? answer.toolCalls : [...this.#told.values()]);
    const isOpen = ({ id }: ToolCall): boolean => (this.#asked.has(id) && !approved.has(id)) || foreign.has(id);
    return {
      ...(this.#hasContent ? { answer } : {}),
      messages: [...toTurn(answer), ...calls.filter((call) => !isOpen(call)).map((call) => this.#resultOf(call))],
      pending: calls.filter(isOpen),
    };
  }

  /** The answer itself was cut off: none of its calls has started, and blocks may be missing. */
  #cutAnswer(): ReturnType<UnfinishedRound['cut']> {
    const answer = this.#builder.snapshot();
    const turn = toTurn(answer.blocks.length === 0 ? answer : { ...answer, blocks: [], toolCalls: [] });
    return { answer, messages: [...turn, ...turn.flatMap(callsOf).map((call) => this.#resultOf(call))], pending: [] };
  }

  #resultOf({ id }: ToolCall): Message {
    return this.#results.get(id) ?? toolMessage(id, contentOf(failureOf('cancelled', 'cancelled')), true);
  }
}

const isEvent = (chunk: Exclude<RunChunk, RoundChunk>): chunk is Exclude<RunEvent, RoundChunk> => 'call' in chunk;

const idsOf = (calls: Iterable<ToolCall> = []): ReadonlySet<string> => new Set(Array.from(calls, ({ id }) => id));

const callsOf = (message: Message): readonly ToolCall[] =>
  message.role === 'assistant' ? (message.toolCalls ?? []) : [];

const toolMessage = (toolCallId: string, content: string, isError: boolean): Message => ({
  role: 'tool',
  toolCallId,
  content,
  ...(isError ? { isError } : {}),
});
