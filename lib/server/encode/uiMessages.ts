import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { OperatorFunction } from 'rxjs';
import type { FinishChunk, SourceChunk, UsageChunk } from '../../chunk/Chunk.ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { members } from '../../codec/members.ts';
import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import { tryParse } from '../../framing/json/tryParse.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ToolCall } from '../../request/Message.ts';
import type { RunChunk, ToolApprovalChunk, ToolProgressChunk, ToolResultChunk } from '../../tools/RunChunk.ts';
import { failureOf } from '../failure/failureOf.ts';
import type { AnswerWriter, Encodable } from './AnswerWriter.ts';
import { encode } from './encode.ts';
import { type CallPiece, type OpenCall, OpenCalls } from './OpenCalls.ts';
import { toSseData } from './toSseData.ts';
import { toUIFinishReason } from './toUIFinishReason.ts';

/** Options of `uiMessages`. */
export interface UIMessagesOptions {
  /** The id of the message that the page shows. A message that is sent again needs the same id. @default the page invents one */
  readonly messageId?: string | undefined;
  /** `false` keeps the model's reasoning on the server. @default true */
  readonly sendReasoning?: boolean | undefined;
}

const Options = members<UIMessagesOptions>(
  'an object',
  { messageId: t.string, sendReasoning: t.boolean },
  { noun: 'option' },
);

/**
 * Writes an answer, or a run with its tools, as the UI message stream of the AI SDK (version 1), which `useChat` reads.
 *
 * ```text
 * chunks   --start-------text("Hi")-----------usage--finish--|
 * parts    --start,step--text-start,"Hi"---------------------(text-end, finish-step, finish, [DONE]|)
 * ```
 *
 * Of several choices only the first is sent. A refusal is text. A call of the model is a `tool-input-…` part, its result in a run is a
 * `tool-output-…` part, and each round is a step; a pending approval is a `data-tool-approval` part, an activity `data-activity`, a source
 * `source-url` or `source-document`. Blocks are not sent. The usage is the `usage` of the message's metadata.
 *
 * A failure before the first chunk passes through as an error notification: set `errorBody: 'text'` in `toResponse`, since `useChat` shows
 * that text. After the first chunk, the part `error` ends the text, or `abort` if the answer was stopped, and no clean end follows. A
 * source that completes without a finish reason fails in the same way.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#data-stream-protocol
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { toResponse, uiMessages } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export const answer = (request: Request): Promise<Response> =>
 *   toResponse(provider.stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(uiMessages()), {
 *     request,
 *     errorBody: 'text',
 *   });
 * ```
 */
export function uiMessages(options: UIMessagesOptions = {}): OperatorFunction<Encodable, string> {
  decodeOrThrow(Options, options, 'options');
  return encode(() => new UIWriter(options));
}

/** A part of the stream. */
type Part = JsonObject & { readonly type: string };

/** A text or a reasoning block that is not yet closed. */
interface OpenBlock {
  readonly kind: 'text' | 'reasoning';
  readonly id: string;
}

class UIWriter implements AnswerWriter {
  readonly #options: UIMessagesOptions;
  #parts: Part[] = [];
  #hasStarted = false;
  #isInStep = false;
  #block: OpenBlock | undefined;
  #blocks = 0;
  #sources = 0;
  readonly #calls = new OpenCalls();
  /** The calls that the page knows, by id. */
  readonly #known = new Set<string>();
  #usage: UsageChunk | undefined;
  #finish: FinishChunk | undefined;

  constructor(options: UIMessagesOptions) {
    this.#options = options;
  }

  write(chunk: RunChunk): string {
    this.#start();
    if (!('choice' in chunk) || chunk.choice === 0) this.#add(chunk);
    return this.#take();
  }

  end(): string | undefined {
    if (this.#finish === undefined) return undefined;
    this.#endStep();
    const messageMetadata = this.#usage && { usage: withoutType(this.#usage) };
    this.#parts.push({ type: 'finish', finishReason: toUIFinishReason(this.#finish.reason), messageMetadata });
    return `${this.#take()}data: [DONE]\n\n`;
  }

  fail(error: unknown): string {
    this.#start();
    const isStop = isChatStreamError(error) && error.name === 'AbortError';
    this.#parts.push(isStop ? { type: 'abort' } : { type: 'error', errorText: failureOf(error).message });
    return this.#take();
  }

  #add(chunk: RunChunk): void {
    switch (chunk.type) {
      case 'text':
      case 'refusal':
        this.#addText('text', chunk.text);
        break;
      case 'reasoning':
        if (this.#options.sendReasoning !== false) this.#addText('reasoning', chunk.text);
        break;
      case 'tool-call':
        this.#openStep();
        this.#endBlock();
        this.#addPiece(this.#calls.add(chunk));
        break;
      case 'source':
        this.#addSource(chunk);
        break;
      case 'activity':
        this.#openStep();
        this.#parts.push({ type: 'data-activity', id: chunk.id, data: { name: chunk.name, state: chunk.state } });
        break;
      case 'usage':
        this.#usage = { ...this.#usage, ...chunk };
        break;
      case 'finish':
        this.#finish = chunk;
        break;
      default:
        this.#addEvent(chunk);
    }
  }

  /** Adds a run's event about its tools. */
  #addEvent(chunk: RunChunk): void {
    switch (chunk.type) {
      case 'tool-approval':
        this.#addApproval(chunk);
        break;
      case 'tool-start':
        this.#knowCall(chunk.call);
        break;
      case 'tool-progress':
        this.#addProgress(chunk);
        break;
      case 'tool-result':
        this.#addResult(chunk);
        break;
      case 'round':
        this.#endStep();
        break;
      default:
    }
  }

  #start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#parts.push({ type: 'start', messageId: this.#options.messageId });
  }

  #openStep(): void {
    if (this.#isInStep) return;
    this.#isInStep = true;
    this.#parts.push({ type: 'start-step' });
  }

  #endStep(): void {
    this.#endCalls();
    if (this.#isInStep) this.#parts.push({ type: 'finish-step' });
    this.#isInStep = false;
  }

  #addText(kind: OpenBlock['kind'], delta: string): void {
    this.#openStep();
    if (this.#block?.kind !== kind) {
      this.#endBlock();
      this.#block = { kind, id: `${kind}-${++this.#blocks}` };
      this.#parts.push({ type: `${kind}-start`, id: this.#block.id });
    }
    this.#parts.push({ type: `${kind}-delta`, id: this.#block.id, delta });
  }

  #endBlock(): void {
    if (this.#block) this.#parts.push({ type: `${this.#block.kind}-end`, id: this.#block.id });
    this.#block = undefined;
  }

  #addPiece(piece: CallPiece | undefined): void {
    if (piece === undefined) return;
    const { call, isNew } = piece;
    if (isNew) this.#parts.push({ type: 'tool-input-start', toolCallId: call.id, toolName: call.name });
    if (piece.piece === '') return;
    this.#parts.push({ type: 'tool-input-delta', toolCallId: call.id, inputTextDelta: piece.piece });
  }

  /** The calls are complete: further output of the model, and the results of the calls, come after all of them. */
  #endCalls(): void {
    this.#endBlock();
    for (const piece of this.#calls.end()) {
      this.#addPiece(piece);
      this.#addInput(piece.call);
    }
  }

  #addInput({ id, name, arguments: json }: OpenCall | ToolCall): void {
    this.#known.add(id);
    const call = { toolCallId: id, toolName: name };
    const input = parse(json);
    if (input !== undefined) this.#parts.push({ type: 'tool-input-available', ...call, input });
    else {
      this.#parts.push({ type: 'tool-input-error', ...call, input: json, errorText: 'The arguments are not JSON.' });
    }
  }

  /** A page rejects parts about a call that it does not know, such as one of an earlier message, which a run answers first. */
  #knowCall(call: ToolCall): void {
    this.#openStep();
    this.#endCalls();
    if (!this.#known.has(call.id)) this.#addInput(call);
  }

  #addApproval({ call, args }: ToolApprovalChunk): void {
    this.#knowCall(call);
    const data = { toolCallId: call.id, toolName: call.name, input: toJson(args) ?? call.arguments };
    this.#parts.push({ type: 'data-tool-approval', id: call.id, data });
  }

  #addProgress({ call, value }: ToolProgressChunk): void {
    this.#knowCall(call);
    const output = toJson(value);
    if (output === undefined) return;
    this.#parts.push({ type: 'tool-output-available', toolCallId: call.id, output, preliminary: true });
  }

  #addResult({ call, content, outcome }: ToolResultChunk): void {
    this.#knowCall(call);
    const { id: toolCallId } = call;
    if (isRight(outcome)) {
      this.#parts.push({ type: 'tool-output-available', toolCallId, output: toJson(outcome.right) ?? content });
    } else this.#parts.push({ type: 'tool-output-error', toolCallId, errorText: outcome.left.message });
  }

  #addSource({ url, title, id }: SourceChunk): void {
    this.#openStep();
    const sourceId = id ?? `source-${++this.#sources}`;
    if (url !== undefined) this.#parts.push({ type: 'source-url', sourceId, url, title });
    else {
      const mediaType = 'application/octet-stream';
      this.#parts.push({ type: 'source-document', sourceId, mediaType, title: title ?? sourceId });
    }
  }

  #take(): string {
    const text = this.#parts.map((part) => toSseData(JSON.stringify(part))).join('');
    this.#parts = [];
    return text;
  }
}

const withoutType = ({ type: _, ...usage }: UsageChunk): object => usage;

const parse = (json: string): unknown => tryParse(json.trim() === '' ? '{}' : json);

/** A tool's value, if JSON can represent it. */
function toJson(value: unknown): unknown {
  try {
    return JSON.stringify(value) === undefined ? undefined : value;
  } catch {
    return undefined;
  }
}
