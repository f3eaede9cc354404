import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FunctionCall, GeminiCandidate, GeminiPart } from './GeminiFrame.ts';
import { finishOf } from './finishOf.ts';
import { wordOf } from './finishWords.ts';
import { GeminiTurn } from './GeminiTurn.ts';
import { GroundingSources } from './GroundingSources.ts';
import { ServerActivities } from './ServerActivities.ts';
import { StreamedCall } from './StreamedCall.ts';

/** What is known about an answer before its first frame. */
export interface CandidateOptions {
  /** Whether content that must be sent back to the service is emitted as blocks. */
  readonly givesBlocks: boolean;
  /** The names of finish reasons by number. */
  readonly finishWords: readonly string[];
  /** The service's id of the answer, once it is known. */
  readonly responseId: () => string | undefined;
}

/** Reads the content of one candidate from the frames of one answer. */
export class CandidateReader {
  readonly #choice: number;
  readonly #options: CandidateOptions;
  readonly #turn: GeminiTurn | undefined;
  /** The number of calls so far: the wire does not number them. */
  #calls = 0;
  #callIds: Set<string> | undefined;
  /** A call whose arguments are still arriving. */
  #streamed: StreamedCall | undefined;
  /** The service's latest finish reason, and the number of calls at that point. */
  #last: { readonly word: string; readonly calls: number } | undefined;
  #sources: GroundingSources | undefined;
  #activities: ServerActivities | undefined;

  constructor(choice: number, options: CandidateOptions) {
    this.#choice = choice;
    this.#options = options;
    this.#turn = options.givesBlocks ? new GeminiTurn(choice) : undefined;
  }

  read(chunks: ProviderChunk[], candidate: GeminiCandidate): void {
    const before = chunks.length;
    for (const part of candidate.content?.parts ?? []) this.#addPart(chunks, part);
    if (candidate.groundingMetadata) this.#addSources(chunks, candidate.groundingMetadata);
    const word = wordOf(candidate.finishReason, this.#options.finishWords);
    if (word !== undefined) this.#addFinish(chunks, word);
    this.#turn?.give(chunks);
    // There was no content, but the choice exists.
    if (chunks.length === before) chunks.push({ type: 'text', choice: this.#choice, text: '' });
  }

  /** Emits what remains at the end of the answer. */
  end(chunks: ProviderChunk[]): void {
    this.#closeCall(chunks);
    // Some servers send STOP before the calls, and not again.
    if (this.#last && this.#last.calls < this.#calls) chunks.push(finishOf(this.#choice, this.#last.word, true));
    this.#turn?.end(chunks);
  }

  #addPart(chunks: ProviderChunk[], part: GeminiPart): void {
    const { text, functionCall } = part;
    if (text) {
      const isThought = part.thought === true;
      chunks.push({ type: isThought ? 'reasoning' : 'text', choice: this.#choice, text });
      if (!part.thoughtSignature && !functionCall) {
        this.#turn?.addText(text, isThought);
        return;
      }
    }
    if (functionCall) {
      this.#addCall(chunks, part, functionCall);
      return;
    }
    if (!text) this.#addActivity(chunks, part);
    this.#turn?.addPart(part);
  }

  #addCall(chunks: ProviderChunk[], part: GeminiPart, { name, partialArgs, willContinue, args }: FunctionCall): void {
    if (name) {
      this.#closeCall(chunks);
      if (willContinue !== true && !partialArgs) return this.#addWhole(chunks, part);
      this.#streamed = new StreamedCall(part);
    } else if (!this.#streamed) {
      // An end marker carries no information if the call does not need one.
      if (args !== undefined && args !== null)
        chunks.push({ type: 'malformed', errors: ['functionCall/name: a string'] });
      return;
    }
    this.#streamed?.add(part);
    if (willContinue !== true) this.#closeCall(chunks);
  }

  #closeCall(chunks: ProviderChunk[]): void {
    const whole = this.#streamed?.whole();
    this.#streamed = undefined;
    if (whole) this.#addWhole(chunks, whole);
  }

  #addWhole(chunks: ProviderChunk[], part: GeminiPart): void {
    const { name, id, args } = part.functionCall ?? {};
    const index = this.#calls++;
    chunks.push({
      type: 'tool-call',
      choice: this.#choice,
      index,
      id: this.#idOf(id, index),
      name: name ?? '',
      arguments: typeof args === 'string' ? args || '{}' : JSON.stringify(args ?? {}),
    });
    this.#turn?.addPart(part);
  }

  /** An id that no other call of this candidate has: it is required to answer the call. */
  #idOf(id: string | null | undefined, index: number): string {
    const ids = (this.#callIds ??= new Set());
    const own = id && !ids.has(id) ? id : `${this.#options.responseId() ?? 'call'}-${index}`;
    ids.add(own);
    return own;
  }

  #addActivity(chunks: ProviderChunk[], part: GeminiPart): void {
    if (!part.executableCode && !part.codeExecutionResult && !part.toolCall && !part.toolResponse) return;
    this.#activities ??= new ServerActivities(this.#choice);
    this.#activities.add(chunks, part);
  }

  #addSources(chunks: ProviderChunk[], metadata: unknown): void {
    this.#sources ??= new GroundingSources(this.#choice);
    this.#sources.add(chunks, metadata);
  }

  #addFinish(chunks: ProviderChunk[], word: string): void {
    this.#closeCall(chunks);
    this.#last = { word, calls: this.#calls };
    chunks.push(finishOf(this.#choice, word, this.#calls > 0));
  }
}
