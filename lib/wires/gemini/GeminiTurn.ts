import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { GeminiPart } from './GeminiFrame.ts';

/** The members of a part that text and calls can carry, but for the signature. */
const CARRIED: ReadonlySet<string> = new Set(['text', 'thought', 'thoughtSignature', 'functionCall']);

/** Text of one kind that goes on. */
interface Run {
  readonly isThought: boolean;
  text: string;
}

/**
 * One candidate's content, part by part, for the next request: given where text and calls alone cannot carry what the service wants back.
 * That is a thought signature, and a part that there is no chunk for: code and what it gave, the service's own tools, pictures.
 *
 * A signature belongs to the part that it came on. So pieces of unsigned text are joined, text and thoughts each for themselves, and a signed
 * part is never joined with another, also where its text is empty.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export class GeminiTurn {
  readonly #choice: number;
  /** Parts that are complete and not given yet. */
  #waiting: JsonObject[] = [];
  #run: Run | undefined;
  #mustComeBack = false;
  /** Is there a part that says anything? Signed nothings alone are no turn. */
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

  /** Adds a part that is not unsigned text. An empty one says nothing. */
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

  /** Gives the parts that are complete, once it is known that they must come back. */
  give(chunks: ProviderChunk[]): void {
    if (!this.#mustComeBack || !this.#saysAnything || this.#waiting.length === 0) return;
    for (const value of this.#waiting) chunks.push({ type: 'block', choice: this.#choice, wire: 'gemini', value });
    this.#waiting = [];
  }

  /** Gives the rest at the end of the answer. */
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
