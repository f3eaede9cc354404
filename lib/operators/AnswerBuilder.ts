import type { Answer, Usage } from '../types/Answer.ts';
import type { ToolCall } from '../types/ChatRequest.ts';
import type { Chunk, FinishReason, StartChunk, ToolCallChunk, UsageChunk } from '../types/Chunk.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Puts the first choice of an answer together, chunk by chunk. Free of RxJS. */
export class AnswerBuilder {
  #text = '';
  #reasoning = '';
  #refusal = '';
  /** By the chunks' `index`; a call that grows is replaced, so that a snapshot stays as it was. */
  readonly #calls = new Map<number, ToolCall>();
  /** The calls as an array, until one changes. */
  #toolCalls: readonly ToolCall[] | undefined = [];
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
    this.#toolCalls ??= [...this.#calls].toSorted(([a], [b]) => a - b).map(([, call]) => call);
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
    const call = this.#calls.get(index);
    this.#calls.set(index, {
      id: id ?? call?.id ?? '',
      name: name ?? call?.name ?? '',
      arguments: (call?.arguments ?? '') + piece,
    });
    this.#toolCalls = undefined;
  }
}

function withoutType({ type: _, ...usage }: UsageChunk): Usage {
  return usage;
}
