import type { Rules } from '../codec/checkRules.ts';
import { INDEX } from '../codec/Rule.ts';
import type { Block } from '../request/Message.ts';
import type { Answer, Source, Usage } from './Answer.ts';
import type { BlockChunk, Chunk, FinishReason, SourceChunk, StartChunk, UsageChunk } from './Chunk.ts';
import { SnapshotList } from './SnapshotList.ts';
import { ToolCallList } from './ToolCallList.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Which choice of an answer to put together. */
export interface ChoiceOptions {
  /**
   * Which of several parallel answers, from 0.
   *
   * @default 0
   */
  readonly choice?: number | undefined;
}

/** The rules of `ChoiceOptions`. */
export const CHOICE_RULES: Rules<ChoiceOptions> = { choice: INDEX };

/** Assembles one choice of an answer, chunk by chunk. It does not depend on RxJS. */
export class AnswerBuilder {
  readonly #choice: number;
  #text = '';
  #reasoning = '';
  #refusal = '';
  readonly #toolCalls = new ToolCallList();
  readonly #sources = new SnapshotList<Source>();
  readonly #blocks = new SnapshotList<Block>();
  #start: Omit<StartChunk, 'type'> = {};
  #usage: Usage | undefined;
  #finishReason: FinishReason | undefined;

  constructor({ choice = 0 }: ChoiceOptions = {}) {
    this.#choice = choice;
  }

  add(chunk: Chunk): void {
    if (chunk.type === 'start') this.#start = chunk;
    else if (chunk.type === 'usage') this.#usage = { ...this.#usage, ...withoutType(chunk) };
    else if (chunk.choice === this.#choice) this.#addToChoice(chunk);
  }

  /** The answer so far. Its strings share memory with earlier ones, so asking after each chunk costs linear time. */
  snapshot(): Answer {
    const answer: Growing<Answer> = {
      text: this.#text,
      reasoning: this.#reasoning,
      refusal: this.#refusal,
      toolCalls: this.#toolCalls.snapshot(),
      sources: this.#sources.snapshot(),
      blocks: this.#blocks.snapshot(),
    };
    if (this.#finishReason !== undefined) answer.finishReason = this.#finishReason;
    if (this.#usage !== undefined) answer.usage = this.#usage;
    if (this.#start.id !== undefined) answer.id = this.#start.id;
    if (this.#start.model !== undefined) answer.model = this.#start.model;
    return answer;
  }

  /** The answer at its end, when no call waits for arguments. */
  whole(): Answer {
    this.#toolCalls.finish();
    return this.snapshot();
  }

  #addToChoice(chunk: Exclude<Chunk, StartChunk | UsageChunk>): void {
    switch (chunk.type) {
      case 'text':
        this.#text += chunk.text;
        break;
      case 'reasoning':
        this.#reasoning += chunk.text;
        break;
      case 'refusal':
        this.#refusal += chunk.text;
        break;
      case 'tool-call':
        this.#toolCalls.add(chunk);
        break;
      case 'source':
        this.#sources.add(sourceOf(chunk));
        break;
      case 'block':
        this.#blocks.add(blockOf(chunk));
        break;
      case 'finish':
        this.#finishReason = chunk.reason;
        this.#toolCalls.finish();
        break;
      default:
    }
  }
}

const withoutType = ({ type: _, ...usage }: UsageChunk): Usage => usage;

const sourceOf = ({ type: _, choice: __, ...source }: SourceChunk): Source => source;

const blockOf = ({ type: _, choice: __, ...block }: BlockChunk): Block => block;
