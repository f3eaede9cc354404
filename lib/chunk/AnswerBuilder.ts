import type { Answer, Usage } from './Answer.ts';
import type { ToolCall } from '../request/ChatRequest.ts';
import type { Chunk, FinishReason, StartChunk, ToolCallChunk, UsageChunk } from './Chunk.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Puts the first choice of an answer together, chunk by chunk. Free of RxJS. */
export class AnswerBuilder {
  #text = '';
  #reasoning = '';
  #refusal = '';
  /** By the chunks' `index`. A call that grows is replaced and a list that was given copied, so that a snapshot stays as it was. */
  #toolCalls: ToolCall[] = [];
  #toolCallsGiven = false;
  /** The index of each of them, in rising order. */
  readonly #indexes: number[] = [];
  #start: Omit<StartChunk, 'type'> = {};
  #usage: Usage | undefined;
  #finishReason: FinishReason | undefined;

  add(chunk: Chunk): void {
    if (chunk.type === 'start') this.#start = chunk;
    else if (chunk.type === 'usage') this.#usage = withoutType(chunk);
    else if (chunk.choice !== 0) return;
    else if (chunk.type === 'text') this.#text += chunk.text;
    else if (chunk.type === 'reasoning') this.#reasoning += chunk.text;
    else if (chunk.type === 'refusal') this.#refusal += chunk.text;
    else if (chunk.type === 'tool-call') this.#addToolCall(chunk);
    else this.#finishReason = chunk.reason;
  }

  /** The answer so far. Its strings share memory with earlier ones, so asking after each chunk costs linear time. */
  snapshot(): Answer {
    this.#toolCallsGiven = true;
    const answer: Growing<Answer> = {
      text: this.#text,
      reasoning: this.#reasoning,
      refusal: this.#refusal,
      toolCalls: this.#toolCalls,
    };
    if (this.#finishReason !== undefined) answer.finishReason = this.#finishReason;
    if (this.#usage !== undefined) answer.usage = this.#usage;
    if (this.#start.id !== undefined) answer.id = this.#start.id;
    if (this.#start.model !== undefined) answer.model = this.#start.model;
    return answer;
  }

  #addToolCall({ index, id, name, arguments: piece }: ToolCallChunk): void {
    // Nearly always the last one, where the search begins.
    const before = this.#indexes.findLastIndex((known) => known < index);
    const place = before + 1;
    const isNew = this.#indexes[place] !== index;
    if (this.#toolCallsGiven) this.#toolCalls = this.#toolCalls.slice();
    this.#toolCallsGiven = false;
    if (isNew) this.#indexes.splice(place, 0, index);
    const call = isNew ? undefined : this.#toolCalls[place];
    this.#toolCalls.splice(place, isNew ? 0 : 1, {
      id: id ?? call?.id ?? '',
      name: name ?? call?.name ?? '',
      arguments: (call?.arguments ?? '') + piece,
    });
  }
}

function withoutType({ type: _, ...usage }: UsageChunk): Usage {
  return usage;
}
