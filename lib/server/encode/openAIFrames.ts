import * as t from 'io-ts';
import type { OperatorFunction } from 'rxjs';
import type { FinishChunk, StartChunk, ToolCallChunk, UsageChunk } from '../../chunk/Chunk.ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { members } from '../../codec/members.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';
import { failureOf } from '../failure/failureOf.ts';
import { toErrorJson } from '../failure/toErrorJson.ts';
import type { AnswerWriter, Encodable } from './AnswerWriter.ts';
import { encode } from './encode.ts';
import { inventId } from './inventId.ts';
import { type CallPiece, OpenCalls } from './OpenCalls.ts';
import { toAnnotation } from './toAnnotation.ts';
import { toOpenAIReason } from './toOpenAIReason.ts';
import { toOpenAIUsage } from './toOpenAIUsage.ts';
import { toSseData } from './toSseData.ts';

/** Options of `openAIFrames`. */
export interface OpenAIFramesOptions {
  /** The answer's id. @default the answer's own, else an invented one */
  readonly id?: string | undefined;
  /** Takes precedence over the answer's own. @default the answer's own, else `unknown` */
  readonly model?: string | undefined;
  /** Whether the usage is sent, in a frame before the end. A client asks for it by `stream_options`. @default false */
  readonly includeUsage?: boolean | undefined;
  /** The name of the field for reasoning. Most clients that show it know this name. @default 'reasoning_content' */
  readonly reasoningField?: string | undefined;
}

const Options = members<OpenAIFramesOptions>(
  'an object',
  { id: t.string, model: t.string, includeUsage: t.boolean, reasoningField: t.string },
  { noun: 'option' },
);

/**
 * Writes an answer as the frames of OpenAI's chat completions, which OpenAI's own clients, LangChain, the AI SDK and many others read.
 *
 * ```text
 * chunks   --start--text("Hi")--usage--finish------|
 * text     --role---"Hi"----------------------------(finish, usage, [DONE]|)
 * ```
 *
 * Each piece of text consists of complete SSE events. Finish reasons wait for the completion, so that none is sent if the answer fails
 * before it. `pause`, `other` and `unknown` become `stop`. A tool call begins with its id, which is generated if it is missing, and its
 * complete name. Blocks, activities, and the events of a run are not part of this format; the calls that a run answers itself are sent as
 * calls.
 *
 * A failure before the first chunk passes through as an error notification, which `toResponse` turns into a status. After the first chunk,
 * an error frame ends the text, with no finish reason and no `[DONE]` after it, since most clients take a stream that ends with these for
 * complete. A source that completes before each of its choices has a finish reason fails in the same way, with an `IncompleteAnswerError`.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { openAIFrames, toResponse } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export const answer = (request: Request): Promise<Response> =>
 *   toResponse(provider.stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(openAIFrames()), { request });
 * ```
 */
export function openAIFrames(options: OpenAIFramesOptions = {}): OperatorFunction<Encodable, string> {
  decodeOrThrow(Options, options, 'options');
  return encode(() => new OpenAIWriter(options));
}

/** The state of one choice. */
interface Choice {
  readonly calls: OpenCalls;
  /** Whether the answer itself has named it. The first choice is announced at the start. */
  hasAppeared: boolean;
  finish: FinishChunk | undefined;
}

class OpenAIWriter implements AnswerWriter {
  readonly #options: OpenAIFramesOptions;
  readonly #created = Math.floor(Date.now() / 1000);
  /** The part of each frame before its choices. */
  #head = '';
  readonly #choices = new Map<number, Choice>();
  #usage: UsageChunk | undefined;

  constructor(options: OpenAIFramesOptions) {
    this.#options = options;
  }

  write(chunk: RunChunk): string {
    switch (chunk.type) {
      case 'start':
        this.#begin(chunk);
        return this.#announce(0);
      case 'text':
        return this.#open(chunk.choice) + this.#delta(chunk.choice, `{"content":${JSON.stringify(chunk.text)}}`);
      case 'reasoning':
        return this.#open(chunk.choice) + this.#delta(chunk.choice, this.#reasoning(chunk.text));
      case 'refusal':
        return this.#open(chunk.choice) + this.#delta(chunk.choice, `{"refusal":${JSON.stringify(chunk.text)}}`);
      case 'tool-call':
        return this.#open(chunk.choice) + this.#call(chunk);
      case 'source':
        return this.#open(chunk.choice) + this.#json(chunk.choice, { annotations: [toAnnotation(chunk)] });
      case 'usage':
        this.#usage = { ...this.#usage, ...chunk };
        return '';
      case 'finish':
        return this.#finish(chunk);
      default:
        return '';
    }
  }

  end(): string | undefined {
    const choices = [...this.#choices].filter(([, { hasAppeared }]) => hasAppeared).toSorted(([a], [b]) => a - b);
    if (choices.length === 0 || choices.some(([, { finish }]) => finish === undefined)) return undefined;
    const endings = choices.map(([choice, { calls, finish }]) => {
      const rest = calls.end().map((piece) => this.#callPiece(choice, piece));
      return rest.join('') + this.#delta(choice, '{}', finish && toOpenAIReason(finish.reason));
    });
    return `${endings.join('')}${this.#usageFrame()}data: [DONE]\n\n`;
  }

  fail(error: unknown): string {
    return toSseData(toErrorJson(failureOf(error)));
  }

  #begin({ id, model }: Partial<StartChunk>): void {
    const { id: ownId, model: ownModel } = this.#options;
    const head = {
      id: ownId ?? (id || inventId('chatcmpl-')),
      object: 'chat.completion.chunk',
      created: this.#created,
      model: ownModel ?? (model || 'unknown'),
    };
    this.#head = JSON.stringify(head).slice(0, -1);
  }

  #open(choice: number): string {
    const role = this.#announce(choice);
    const known = this.#choices.get(choice);
    if (known) known.hasAppeared = true;
    return role;
  }

  /** The first frame of a choice states its role: client helpers begin a message with it. */
  #announce(choice: number): string {
    if (this.#choices.has(choice)) return '';
    if (this.#head === '') this.#begin({});
    this.#choices.set(choice, { calls: new OpenCalls(), hasAppeared: false, finish: undefined });
    return this.#delta(choice, '{"role":"assistant","content":""}');
  }

  #reasoning(text: string): string {
    const { reasoningField = 'reasoning_content' } = this.#options;
    return JSON.stringify({ [reasoningField]: text });
  }

  #call(chunk: ToolCallChunk): string {
    const piece = this.#choices.get(chunk.choice)?.calls.add(chunk);
    return piece === undefined ? '' : this.#callPiece(chunk.choice, piece);
  }

  #callPiece(choice: number, { call, isNew, piece }: CallPiece): string {
    const { index, id, name } = call;
    const opening = { index, id, type: 'function', function: { name, arguments: '' } };
    const first = isNew ? this.#json(choice, { tool_calls: [opening] }) : '';
    const more = { index, function: { arguments: piece } };
    return first + (piece === '' ? '' : this.#json(choice, { tool_calls: [more] }));
  }

  #finish(chunk: FinishChunk): string {
    const role = this.#open(chunk.choice);
    const choice = this.#choices.get(chunk.choice);
    if (choice) choice.finish = chunk;
    return role;
  }

  #usageFrame(): string {
    if (this.#options.includeUsage !== true || this.#usage === undefined) return '';
    return toSseData(`${this.#head},"choices":[],"usage":${JSON.stringify(toOpenAIUsage(this.#usage))}}`);
  }

  #json(choice: number, delta: JsonObject): string {
    return this.#delta(choice, JSON.stringify(delta));
  }

  #delta(choice: number, delta: string, reason?: string): string {
    const finish = reason === undefined ? 'null' : `"${reason}"`;
    return toSseData(
      `${this.#head},"choices":[{"index":${choice},"delta":${delta},"logprobs":null,"finish_reason":${finish}}]}`,
    );
  }
}
