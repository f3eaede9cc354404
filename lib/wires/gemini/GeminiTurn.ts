import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { GeminiPart } from './GeminiFrame.ts';

/** The members of a part that text and calls can represent; the signature is checked separately. */
const CARRIED: ReadonlySet<string> = new Set(['text', 'thought', 'thoughtSignature', 'functionCall']);

/** Consecutive text of one kind. */
interface Run {
  readonly isThought: boolean;
  text: string;
}

/**
 * One candidate's content, part by part, for the next request. It is emitted where text and calls alone cannot represent what the service
 * needs back: a thought signature, or a part without a corresponding chunk, such as code and its output, the service's own tools, or
 * images.
 *
 * A signature belongs to the part that it arrived on. So pieces of unsigned text are joined, text and thoughts separately, and a signed
 * part is never joined with another one, even if its text is empty.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export class GeminiTurn {
  readonly #choice: number;
  /** Parts that are complete and have not been emitted yet. */
  #waiting: JsonObject[] = [];
  #run: Run | undefined;
  #mustComeBack = false;
  /** Whether there is a part with content. Signed empty parts alone do not make a turn. */
  #saysAnything = false;

  constructor(choice: number) {
    this.#choice = choice;
  }

  addText(text: string, isThought: boolean): void {
    this.#saysAnything = true;
    if (this.#run?.isThought !== isThought) {
      this.#closeRun();
      this.#run = { isThought, text: '' };
    }
    this.#run.text += text;
  }

  /** Adds a part that is not unsigned text. An empty part is ignored. */
  addPart(part: GeminiPart): void {
    const value = Object.fromEntries(
      Object.entries(part).filter(([, member]) => member !== undefined && member !== null),
    );
    const isSigned = Boolean(part.thoughtSignature);
    const isForeign = Object.keys(value).some((name) => !CARRIED.has(name));
    if (!isSigned && !isForeign && !part.functionCall) return;
    this.#closeRun();
    this.#waiting.push(value);
    this.#mustComeBack ||= isSigned || isForeign;
    this.#saysAnything ||= Boolean(part.text) || Boolean(part.functionCall) || isForeign;
  }

  /** Emits the complete parts, once it is known that they must be sent back. */
  give(chunks: ProviderChunk[]): void {
    if (!this.#mustComeBack || !this.#saysAnything || this.#waiting.length === 0) return;
    for (const value of this.#waiting) chunks.push({ type: 'block', choice: this.#choice, wire: 'gemini', value });
    this.#waiting = [];
  }

  /** Emits the rest at the end of the answer. */
  end(chunks: ProviderChunk[]): void {
    this.#closeRun();
    this.give(chunks);
  }

  #closeRun(): void {
    if (!this.#run) return;
    const { isThought, text } = this.#run;
    this.#waiting.push(isThought ? { text, thought: true } : { text });
    this.#run = undefined;
  }
}
