import { isContent } from '../../chunk/isContent.ts';
import type { Chunk, FinishReason } from '../../chunk/Chunk.ts';

/** If less time passes between the first and the last piece, the answer came in one piece. */
const ONE_PIECE_MS = 5;

/** The figures of an answer that has ended. */
export interface AnswerFigures {
  /** The name of the model, as the server gave it. */
  readonly model: string | undefined;
  readonly reason: FinishReason | undefined;
  /** From the request to the first text; `undefined` if there was none. */
  readonly firstTextMs: number | undefined;
  /** What `perSecond` counts: tokens if the provider reports them. */
  readonly unit: 'tokens' | 'characters';
  /** Measured from the first piece of content to the last; for an answer in one piece, from the request. */
  readonly perSecond: number;
}

/** Measures an answer while it arrives. Create it when the request is sent. */
export class AnswerMeter {
  readonly #now: () => number;
  readonly #sentAt: number;
  #firstTextAt: number | undefined;
  #firstContentAt: number | undefined;
  #lastContentAt: number;
  #characters = 0;
  #model: string | undefined;
  #reason: FinishReason | undefined;
  #tokens: number | undefined;

  /** @param now the time in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#sentAt = now();
    this.#lastContentAt = this.#sentAt;
  }

  add(chunk: Chunk): void {
    if (chunk.type === 'start') this.#model = chunk.model;
    else if (chunk.type === 'usage') this.#tokens = chunk.completionTokens;
    else if (chunk.choice !== 0) return;
    else if (chunk.type === 'finish') this.#reason = chunk.reason;
    else if (isContent(chunk)) this.#addContent(chunk.type, chunk.type === 'tool-call' ? chunk.arguments : chunk.text);
  }

  result(): AnswerFigures {
    const spokenMs = this.#lastContentAt - (this.#firstContentAt ?? this.#sentAt);
    const ms = spokenMs > ONE_PIECE_MS ? spokenMs : this.#lastContentAt - this.#sentAt;
    return {
      model: this.#model,
      reason: this.#reason,
      firstTextMs: this.#firstTextAt === undefined ? undefined : this.#firstTextAt - this.#sentAt,
      unit: this.#tokens === undefined ? 'characters' : 'tokens',
      perSecond: ms > 0 ? ((this.#tokens ?? this.#characters) / ms) * 1000 : 0,
    };
  }

  #addContent(type: Chunk['type'], text: string): void {
    this.#lastContentAt = this.#now();
    this.#firstContentAt ??= this.#lastContentAt;
    if (type === 'text' || type === 'refusal') this.#firstTextAt ??= this.#lastContentAt;
    this.#characters += text.length;
  }
}
