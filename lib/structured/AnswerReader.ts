import type { Chunk, FinishReason } from '../chunk/Chunk.ts';
import type { ChoiceOptions } from '../chunk/AnswerBuilder.ts';
import type { ObjectFailure } from './ObjectFailure.ts';
import { PartialJsonParser, type OpenToken } from './PartialJsonParser.ts';

/** After these finish reasons, more text might have followed. */
const BREAKS: ReadonlySet<FinishReason | undefined> = new Set(['length', 'content-filter', 'pause', 'unknown']);

/** Reads the text of one choice as JSON, and determines the outcome at its end. */
export class AnswerReader {
  readonly parser = new PartialJsonParser();
  readonly #choice: number;
  #text = '';
  #refusal = '';
  #finishReason: FinishReason | undefined;

  constructor({ choice = 0 }: ChoiceOptions = {}) {
    this.#choice = choice;
  }

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** Reads a chunk. Returns whether the value has changed. */
  add(chunk: Chunk): boolean {
    if (!('choice' in chunk) || chunk.choice !== this.#choice) return false;
    switch (chunk.type) {
      case 'text':
        this.#text += chunk.text;
        return this.parser.write(chunk.text);
      case 'refusal':
        this.#refusal += chunk.text;
        return false;
      case 'finish':
        this.#finishReason = chunk.reason;
        return false;
      default:
        return false;
    }
  }

  /**
   * Handles the end of the chunks. Returns whether the value has changed. A top-level number is complete now, unless the text was cut
   * off.
   */
  end(): boolean {
    return !BREAKS.has(this.#finishReason) && this.parser.end();
  }

  /** Why there is no complete value; `undefined` if there is one. */
  failure(): ObjectFailure | undefined {
    const { failure, isComplete } = this.parser;
    if (this.#refusal !== '') return this.#fail('refusal', 'the model refused', this.#refusal);
    if (this.#finishReason === 'content-filter') return this.#fail('filtered', 'the provider withheld the rest');
    if (failure) return this.#fail('json', `at offset ${failure.offset}, ${failure.reason}`);
    if (isComplete) return undefined;
    if (this.#finishReason === 'length')
      return this.#fail('cut', `${this.#whereItEnds()}: the limit of tokens was reached`);
    return this.#isEmpty ? this.#fail('empty', 'the answer has no text') : this.#fail('cut', this.#whereItEnds());
  }

  get #isEmpty(): boolean {
    return this.parser.value === undefined && this.parser.open === undefined;
  }

  #whereItEnds(): string {
    if (this.#isEmpty) return 'the text is empty';
    const { open } = this.parser;
    return `the text ends ${open === undefined ? 'before the value does' : `inside ${nounOf(open)}`}`;
  }

  #fail(reason: ObjectFailure['reason'], error: string, text = this.#text): ObjectFailure {
    const { value } = this.parser;
    return { reason, errors: [error], text, ...(value === undefined ? {} : { partial: value }) };
  }
}

function nounOf({ type, path }: OpenToken): string {
  if (path.length === 0) return `a ${type}`;
  return `the ${type}${type === 'key' ? ' of a member of' : ' at'} ${path.join('/')}`;
}
