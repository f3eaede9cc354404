import { isLeft, right, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction, Subscriber } from 'rxjs';
import { operate, type Handlers } from '../rx/operate.ts';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import type { Chunk, FinishChunk, FinishReason, StartChunk, UsageChunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { ProviderChunk } from '../provider/ProviderDefinition.ts';
import { ToolCallIndex } from './ToolCallIndex.ts';

/** What `toChunks` asks of the one answer it serves, and tells it. */
export interface AnswerEvents {
  /** `[DONE]` was seen. */
  isDone(): boolean;
  /** The body is one JSON answer, which is its own end marker. */
  isWhole(): boolean;
  requestId(): string | undefined;
  onContent(): void;
  /** Every choice that appeared has its finish reason. */
  onEndMarker(): void;
}

/**
 * Puts what the frames say in the order that a reader may rely on: `start content* usage? finish+`.
 *
 * ```text
 * frames   --role--"Hel"--"lo"+stop--usage--[DONE]
 * chunks   --------s"Hel"-"lo"--------------u f |
 * ```
 *
 * Malformed frames pass in place. `start` waits for the first content, finish reasons and usage for the end marker; empty pieces
 * are dropped. What is lost behind the end marker (the connection, or `idle` passing) is no failure.
 *
 * @param requireEndMarker does a body that ends without an end marker fail?
 *
 * Raises `EmptyAnswerError` and `IncompleteAnswerError` as error notifications.
 */
export function toChunks<Frame>(
  frameToChunks: (frame: Frame) => readonly ProviderChunk[],
  requireEndMarker: boolean,
  answer: AnswerEvents,
): OperatorFunction<Either<MalformedFrame, Frame>, Either<MalformedFrame, Chunk>> {
  return operate((destination) => new AnswerLedger(destination, frameToChunks, requireEndMarker, answer));
}

/** What one answer said so far that is not yet told. A class, since a thousand waiting answers have a thousand of it. */
class AnswerLedger<Frame> implements Handlers<Either<MalformedFrame, Frame>, Either<MalformedFrame, Chunk>> {
  readonly #destination: Subscriber<Either<MalformedFrame, Chunk>>;
  readonly #frameToChunks: (frame: Frame) => readonly ProviderChunk[];
  readonly #requireEndMarker: boolean;
  readonly #answer: AnswerEvents;
  #start: Omit<StartChunk, 'type'> = {};
  #started = false;
  #usage: UsageChunk | undefined;
  #hasDecoded = false;
  #malformed = 0;
  /** The choices that appeared, and the last word on why each ended. */
  readonly #finishes = new Map<number, FinishChunk | undefined>();
  /** How many of them have no word on that yet. */
  #unfinished = 0;
  #calls: Map<number, ToolCallIndex> | undefined;

  constructor(
    destination: Subscriber<Either<MalformedFrame, Chunk>>,
    frameToChunks: (frame: Frame) => readonly ProviderChunk[],
    requireEndMarker: boolean,
    answer: AnswerEvents,
  ) {
    this.#destination = destination;
    this.#frameToChunks = frameToChunks;
    this.#requireEndMarker = requireEndMarker;
    this.#answer = answer;
  }

  next(frame: Either<MalformedFrame, Frame>): void {
    if (isLeft(frame)) {
      this.#malformed++;
      this.#destination.next(frame);
      return;
    }
    this.#hasDecoded = true;
    const frameToChunks = this.#frameToChunks;
    for (const chunk of frameToChunks(frame.right)) this.#take(chunk);
  }

  complete(): void {
    const isDone = this.#answer.isDone();
    const isWhole = this.#answer.isWhole();
    if (!this.#hasDecoded || (isWhole && this.#finishes.size === 0)) throw new EmptyAnswerError(this.#malformed);
    if (isDone || isWhole) this.#finish('stop');
    else if (this.#isFinished() || !this.#requireEndMarker) this.#finish('unknown');
    else throw new IncompleteAnswerError('no-end-marker');
  }

  error(error: unknown): void {
    if (this.#isFinished() && isLossBehindTheEnd(error)) this.#finish('unknown');
    else this.#destination.error(error);
  }

  #take(chunk: ProviderChunk): void {
    switch (chunk.type) {
      case 'start':
        if (!this.#started) this.#start = { ...chunk, ...this.#start };
        break;
      case 'usage':
        this.#usage = chunk;
        break;
      case 'finish':
        this.#appear(chunk.choice);
        if (this.#finishes.get(chunk.choice) === undefined) this.#unfinished--;
        this.#finishes.set(chunk.choice, chunk);
        if (this.#isFinished()) this.#answer.onEndMarker();
        break;
      case 'tool-call':
        this.#appear(chunk.choice);
        this.#takeToolCall(chunk);
        break;
      default:
        this.#appear(chunk.choice);
        if (chunk.text !== '') this.#emitContent({ ...chunk });
    }
  }

  #appear(choice: number): void {
    if (this.#finishes.has(choice)) return;
    this.#finishes.set(choice, undefined);
    this.#unfinished++;
  }

  #takeToolCall({ choice, arguments: piece, ...place }: ProviderChunk & { readonly type: 'tool-call' }): void {
    this.#calls ??= new Map();
    const index = this.#calls.get(choice) ?? new ToolCallIndex();
    this.#calls.set(choice, index);
    const placed = index.place(place);
    if (piece === '' && placed.id === undefined && placed.name === undefined) return;
    this.#emitContent({ type: 'tool-call', choice, ...placed, arguments: piece });
  }

  #emitContent(chunk: Chunk): void {
    this.#answer.onContent();
    this.#emitStart();
    this.#emit(chunk);
  }

  #emitStart(): void {
    if (this.#started) return;
    this.#started = true;
    const id = this.#answer.requestId();
    this.#emit({ ...this.#start, type: 'start', ...(id === undefined ? {} : { requestId: id }) });
  }

  #isFinished(): boolean {
    return this.#unfinished === 0 && this.#finishes.size > 0;
  }

  /** @param reason of the choices that have none of their own */
  #finish(reason: FinishReason): void {
    this.#emitStart();
    if (this.#usage) this.#emit({ ...this.#usage });
    if (this.#finishes.size === 0) this.#appear(0);
    for (const [choice, last] of [...this.#finishes].toSorted(([a], [b]) => a - b)) {
      this.#emit(last ? { ...last } : { type: 'finish', choice, reason });
    }
    this.#destination.complete();
  }

  #emit(chunk: Chunk): void {
    this.#destination.next(right(chunk));
  }
}

const isLossBehindTheEnd = (error: unknown): boolean =>
  (error instanceof IncompleteAnswerError && error.reason === 'connection-lost') ||
  (error instanceof DeadlineError && error.deadline === 'idle');
