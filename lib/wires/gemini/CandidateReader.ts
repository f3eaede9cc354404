import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FunctionCall, GeminiCandidate, GeminiPart } from './GeminiFrame.ts';
import { finishOf } from './finishOf.ts';
import { wordOf } from './finishWords.ts';
import { GeminiTurn } from './GeminiTurn.ts';
import { GroundingSources } from './GroundingSources.ts';
import { ServerActivities } from './ServerActivities.ts';
import { StreamedCall } from './StreamedCall.ts';

/** What is known of an answer before its first frame. */
export interface CandidateOptions {
  /** Is what must go back to the service given as blocks? */
  readonly givesBlocks: boolean;
  /** The words of finish reasons by their numbers. */
  readonly finishWords: readonly string[];
}

/** Reads what the frames of one answer say of one candidate. */
export class CandidateReader {
  readonly #choice: number;
  readonly #finishWords: readonly string[];
  readonly #turn: GeminiTurn | undefined;
  /** How many calls there were: the wire does not number them. */
  #calls = 0;
  #callIds: Set<string> | undefined;
  /** A call whose arguments are on their way. */
  #streamed: StreamedCall | undefined;
  /** The service's last word on why it ended, and how many calls there were by then. */
  #last: { readonly word: string; readonly calls: number } | undefined;
  #sources: GroundingSources | undefined;
  #activities: ServerActivities | undefined;

  constructor(choice: number, { givesBlocks, finishWords }: CandidateOptions) {
    this.#choice = choice;
    this.#finishWords = finishWords;
    this.#turn = givesBlocks ? new GeminiTurn(choice) : undefined;
  }

  read(chunks: ProviderChunk[], candidate: GeminiCandidate, responseId: string | undefined): void {
    const before = chunks.length;
    for (const part of candidate.content?.parts ?? []) this.#addPart(chunks, part, responseId);
    if (candidate.groundingMetadata) this.#addSources(chunks, candidate.groundingMetadata);
    const word = wordOf(candidate.finishReason, this.#finishWords);
    if (word !== undefined) this.#addFinish(chunks, word, responseId);
    this.#turn?.give(chunks);
    // Nothing was said, but the choice exists.
    if (chunks.length === before) chunks.push({ type: 'text', choice: this.#choice, text: '' });
  }

  /** What is left to say at the end of the answer. */
  end(chunks: ProviderChunk[], responseId: string | undefined): void {
    this.#closeCall(chunks, responseId);
    // Servers exist that say STOP before the calls, and not again.
    if (this.#last && this.#last.calls < this.#calls) chunks.push(finishOf(this.#choice, this.#last.word, true));
    this.#turn?.end(chunks);
  }

  #addPart(chunks: ProviderChunk[], part: GeminiPart, responseId: string | undefined): void {
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
      this.#addCall(chunks, part, functionCall, responseId);
      return;
    }
    if (!text) this.#addActivity(chunks, part);
    this.#turn?.addPart(part);
  }

  #addCall(
    chunks: ProviderChunk[],
    part: GeminiPart,
    { name, partialArgs, willContinue, args }: FunctionCall,
    responseId: string | undefined,
  ): void {
    if (name) {
      this.#closeCall(chunks, responseId);
      if (willContinue !== true && !partialArgs) return this.#addWhole(chunks, part, responseId);
      this.#streamed = new StreamedCall(part);
    } else if (!this.#streamed) {
      // The mark of an end that needs none says nothing.
      if (args !== undefined && args !== null)
        chunks.push({ type: 'malformed', errors: ['functionCall/name: a string'] });
      return;
    }
    this.#streamed?.add(partialArgs);
    if (willContinue !== true) this.#closeCall(chunks, responseId);
  }

  #closeCall(chunks: ProviderChunk[], responseId: string | undefined): void {
    const whole = this.#streamed?.whole();
    this.#streamed = undefined;
    if (whole) this.#addWhole(chunks, whole, responseId);
  }

  #addWhole(chunks: ProviderChunk[], part: GeminiPart, responseId: string | undefined): void {
    const { name, id, args } = part.functionCall ?? {};
    const index = this.#calls++;
    chunks.push({
      type: 'tool-call',
      choice: this.#choice,
      index,
      id: this.#idOf(id, index, responseId),
      name: name ?? '',
      arguments: typeof args === 'string' ? args || '{}' : JSON.stringify(args ?? {}),
    });
    this.#turn?.addPart(part);
  }

  /** An id that no other call of this candidate has: whoever answers the call needs one. */
  #idOf(id: string | null | undefined, index: number, responseId: string | undefined): string {
    const ids = (this.#callIds ??= new Set());
    const own = id && !ids.has(id) ? id : `${responseId ?? 'call'}-${index}`;
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

  #addFinish(chunks: ProviderChunk[], word: string, responseId: string | undefined): void {
    this.#closeCall(chunks, responseId);
    this.#last = { word, calls: this.#calls };
    chunks.push(finishOf(this.#choice, word, this.#calls > 0));
  }
}
