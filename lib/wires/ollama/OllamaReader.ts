import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FrameReader } from '../../answer/Wire.ts';
import type { FinishChunk, UsageChunk } from '../../chunk/Chunk.ts';
import type { ContentPart } from '../reading/readParts.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import { finishOf, isReason } from '../reading/finishOf.ts';
import type { OllamaCall, OllamaFrame, OllamaMessage } from './OllamaFrame.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the lines of one answer, or one JSON answer, as chunks. */
export class OllamaReader implements FrameReader<OllamaFrame> {
  #hasModel = false;
  /** The number of calls so far. Servers number them wrongly or not at all. */
  #calls = 0;
  #ids: Set<string> | undefined;

  read(frame: OllamaFrame): readonly ProviderChunk[] {
    const { model, message, done_reason: reason } = frame;
    const chunks: ProviderChunk[] = [];
    if (model && !this.#hasModel) {
      this.#hasModel = true;
      chunks.push({ type: 'start', model });
    }
    if (message) this.#addMessage(chunks, message);
    const usage = usageOf(frame);
    if (usage) chunks.push(usage);
    if (isReason(reason)) chunks.push(this.#finishOf(reason));
    const unreadable = frame[UNREADABLE];
    if (unreadable !== undefined && unreadable.length > 0) chunks.push({ type: 'malformed', errors: unreadable });
    return chunks;
  }

  #addMessage(chunks: ProviderChunk[], message: OllamaMessage): void {
    const { content, tool_calls: calls } = message;
    const thought = message.thinking || message.reasoning_content || message.reasoning;
    if (thought) chunks.push({ type: 'reasoning', choice: 0, text: thought });
    if (typeof content !== 'string') addParts(chunks, content);
    else if (content !== '') chunks.push({ type: 'text', choice: 0, text: content });
    for (const call of calls ?? []) chunks.push(this.#callOf(call));
  }

  /** Each call is complete. */
  #callOf({ id, function: { name, arguments: given } }: OllamaCall): ProviderChunk {
    const index = this.#calls++;
    return { type: 'tool-call', choice: 0, index, id: this.#idOf(index, id), name, arguments: toJson(given) };
  }

  /** Servers before 0.12.10 send no ids. A call with the id of another call would be taken for a piece of it. */
  #idOf(index: number, given: string | null | undefined): string {
    const ids = (this.#ids ??= new Set());
    let number = index;
    let id = given || `call_${number}`;
    while (ids.has(id)) id = `call_${number++}`;
    ids.add(id);
    return id;
  }

  /** The wire has no finish reason of its own for a model that waits for results. */
  #finishOf(raw: string): FinishChunk {
    const finish = finishOf(0, raw);
    return finish.reason === 'stop' && this.#calls > 0 ? { ...finish, reason: 'tool-calls' } : finish;
  }
}

function addParts(chunks: ProviderChunk[], parts: readonly ContentPart[] | null | undefined): void {
  for (const { type, text } of parts ?? []) chunks.push({ type, choice: 0, text });
}

function toJson(given: unknown): string {
  if (given === undefined || given === null) return '{}';
  if (typeof given !== 'string') return JSON.stringify(given);
  return given.trim() === '' ? '{}' : given;
}

/** A prompt that was processed before may not be counted again. */
function usageOf({ prompt_eval_count: prompt, eval_count: completion }: OllamaFrame): UsageChunk | undefined {
  const hasPrompt = typeof prompt === 'number';
  const hasCompletion = typeof completion === 'number';
  if (!hasPrompt && !hasCompletion) return undefined;
  const usage: Growing<UsageChunk> = { type: 'usage' };
  if (hasPrompt) usage.promptTokens = prompt;
  if (hasCompletion) usage.completionTokens = completion;
  if (hasPrompt && hasCompletion) usage.totalTokens = prompt + completion;
  return usage;
}
