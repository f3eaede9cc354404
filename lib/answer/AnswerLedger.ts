import { right, type Either } from 'fp-ts/lib/Either.js';
import type { Subscriber } from 'rxjs';
import type { Chunk, FinishChunk, FinishReason, SourceChunk, StartChunk, UsageChunk } from '../chunk/Chunk.ts';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { malformedFrame } from '../framing/json/decodeFrame.ts';
import { isErrorAlone, tellsOfError } from '../http/refusal/tellsOfError.ts';
import { throwInBandError } from '../http/refusal/throwInBandError.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';
import { gateOf } from '../rx/Gate.ts';
import type { Handlers } from '../rx/operate.ts';
import type { ProviderChunk } from './ProviderChunk.ts';
import type { End, Received, ReceivedFrame } from './Received.ts';
import { type Silence, SilenceClock, type SilenceLimits } from './SilenceClock.ts';
import { ToolCallIndex } from './ToolCallIndex.ts';
import type { FrameReader } from './Wire.ts';

/** What is known about an answer before its first frame. */
export interface LedgerOptions<Frame> extends SilenceLimits {
  readonly reader: FrameReader<Frame>;
  readonly readError?: ReadWireError | undefined;
  readonly requestId?: string | undefined;
  /** Whether a body without an end marker is a failure. */
  readonly requireEndMarker: boolean;
  /** Whether to emit blocks. */
  readonly blocks: boolean;
}

type Given = Either<MalformedFrame, Chunk>;

/** What one answer has said so far, and what is held back. A class, because a thousand waiting answers have a thousand of these. */
export class AnswerLedger<Frame> implements Handlers<Received<Frame>, Given> {
  readonly #destination: Subscriber<Given>;
  readonly #options: LedgerOptions<Frame>;
  readonly #clock: SilenceClock;
  readonly #detach: (() => void) | undefined;
  #start: Omit<StartChunk, 'type'> = {};
  #started = false;
  #usage: UsageChunk | undefined;
  #hasDecoded = false;
  #malformed = 0;
  /** The choices that appeared, and the latest finish reason of each. */
  readonly #finishes = new Map<number, FinishChunk | undefined>();
  /** How many of them have no finish reason yet. */
  #unfinished = 0;
  #calls: Map<number, ToolCallIndex> | undefined;
  #sources: Set<string> | undefined;

  constructor(destination: Subscriber<Given>, options: LedgerOptions<Frame>) {
    this.#destination = destination;
    this.#options = options;
    this.#clock = new SilenceClock(options, (silence) => this.#endInSilence(silence));
    this.#detach = gateOf(destination)?.attach(this.#clock);
  }

  next(received: Received<Frame>): void {
    if (received._tag === 'Right') this.#takeFrame(received);
    else if (received._tag === 'End') this.#end(received);
    else {
      this.#malformed++;
      this.#destination.next(received);
    }
  }

  complete(): void {
    if (!this.#hasDecoded) throw new EmptyAnswerError(this.#malformed);
    if (!this.#isFinished() && this.#options.requireEndMarker) throw new IncompleteAnswerError('no-end-marker');
    this.#finish('unknown');
  }

  error(error: unknown): void {
    if (this.#isFinished() && isLostConnection(error)) this.#finish('unknown');
    else this.#destination.error(error);
  }

  teardown(): void {
    this.#clock.stop();
    this.#detach?.();
  }

  #takeFrame(received: ReceivedFrame<Frame>): void {
    const { reader, readError } = this.#options;
    const { json } = received;
    let isSilent = true;
    let saysSomething = false;
    let isUnreadable = false;
    let isBare = true;
    for (const chunk of reader.read(received.right, received.event)) {
      if (isPiece(chunk)) {
        isBare = false;
        if (chunk.text !== '') {
          isSilent = false;
          saysSomething = true;
        }
        this.#takePiece(chunk);
        continue;
      }
      if (chunk.type !== 'start' && chunk.type !== 'usage') isSilent = false;
      if (chunk.type === 'malformed') isUnreadable = true;
      else if (chunk.type !== 'start') saysSomething = true;
      if (!isBareStart(chunk)) isBare = false;
      this.#take(chunk, received);
    }
    // A frame of which nothing could be read is malformed, and an end marker alone is not an answer.
    if ((saysSomething || !isUnreadable) && !(isBare && received.isEnd)) this.#hasDecoded = true;
    throwInBandError(json, readError, tellsOfError(json) || (isSilent && isErrorAlone(json)));
  }

  #take(chunk: ProviderChunk, received?: ReceivedFrame<Frame>): void {
    switch (chunk.type) {
      case 'start':
        if (!this.#started) this.#start = { ...chunk, ...this.#start };
        break;
      case 'usage':
        this.#usage = { ...this.#usage, ...chunk };
        break;
      case 'finish':
        this.#takeFinish(chunk);
        break;
      case 'tool-call':
        this.#appear(chunk.choice);
        this.#takeToolCall(chunk);
        break;
      case 'source':
        this.#takeSource(chunk);
        break;
      case 'activity':
        this.#emitOutput({ ...chunk });
        break;
      case 'block':
        if (this.#options.blocks) this.#emitOutput({ ...chunk });
        break;
      case 'malformed':
        this.#takeMalformed(chunk.errors, received);
        break;
      default:
        this.#takePiece(chunk);
    }
  }

  #takePiece({ type, choice, text }: Piece): void {
    this.#appear(choice);
    if (text !== '') this.#emitOutput({ type, choice, text });
  }

  #takeMalformed(errors: readonly string[], received: ReceivedFrame<Frame> | undefined): void {
    this.#malformed++;
    this.#destination.next(malformedFrame('shape', received?.event.data ?? '', received?.index ?? 0, errors));
  }

  #appear(choice: number): void {
    if (this.#finishes.has(choice)) return;
    this.#finishes.set(choice, undefined);
    this.#unfinished++;
  }

  #takeFinish(chunk: FinishChunk): void {
    this.#appear(chunk.choice);
    if (this.#finishes.get(chunk.choice) === undefined) this.#unfinished--;
    this.#finishes.set(chunk.choice, chunk);
    if (this.#isFinished()) this.#clock.enterIdle();
  }

  #takeToolCall({ choice, arguments: piece, ...place }: ProviderChunk & { readonly type: 'tool-call' }): void {
    // The piece says nothing about any call.
    if (piece === '' && !place.id && !place.name) return;
    this.#calls ??= new Map();
    const calls = this.#calls.get(choice) ?? new ToolCallIndex();
    this.#calls.set(choice, calls);
    const placed = calls.place(place, piece);
    // The piece says nothing new.
    if (placed.arguments === '' && placed.id === undefined && placed.name === undefined) return;
    this.#emitOutput({ type: 'tool-call', choice, ...placed });
  }

  /** Servers repeat their sources in every frame, and give the address alone in another place. */
  #takeSource(chunk: SourceChunk): void {
    this.#sources ??= new Set();
    const { choice, url, title, id, quote } = chunk;
    const key = JSON.stringify([choice, url, title, id, quote]);
    if (this.#sources.has(key)) return;
    this.#sources.add(key);
    if (url !== undefined) this.#sources.add(JSON.stringify([choice, url, undefined, undefined, undefined]));
    this.#emitOutput({ ...chunk });
  }

  #emitOutput(chunk: Exclude<Chunk, StartChunk | UsageChunk | FinishChunk>): void {
    this.#clock.content();
    this.#emitStart();
    this.#emit(chunk);
  }

  #emitStart(): void {
    if (this.#started) return;
    this.#started = true;
    const { requestId } = this.#options;
    this.#emit({ ...this.#start, type: 'start', ...(requestId === undefined ? {} : { requestId }) });
  }

  #isFinished(): boolean {
    return this.#unfinished === 0 && this.#finishes.size > 0;
  }

  #endInSilence({ deadline, milliseconds }: Silence): void {
    if (deadline === 'idle' && this.#isFinished()) this.#finish('unknown');
    else this.#destination.error(new DeadlineError(deadline, milliseconds));
  }

  #end({ ofWhole }: End): void {
    // JSON without a choice is not an answer.
    if (!this.#hasDecoded || (ofWhole && this.#finishes.size === 0)) throw new EmptyAnswerError(this.#malformed);
    this.#finish('stop');
  }

  /** @param reason for the choices that have none of their own */
  #finish(reason: 'stop' | 'unknown'): void {
    for (const chunk of this.#options.reader.end?.() ?? []) this.#take(chunk);
    this.#emitStart();
    if (this.#usage) this.#emit({ ...this.#usage });
    if (this.#finishes.size === 0) this.#appear(0);
    for (const [choice, last] of [...this.#finishes].toSorted(([a], [b]) => a - b)) {
      this.#emit(last ? { ...last } : { type: 'finish', choice, reason: this.#reasonOf(choice, reason) });
    }
    this.#destination.complete();
  }

  /** A model that called tools and gave no finish reason is waiting for their results. */
  #reasonOf(choice: number, reason: 'stop' | 'unknown'): FinishReason {
    return reason === 'stop' && this.#calls?.has(choice) === true ? 'tool-calls' : reason;
  }

  #emit(chunk: Chunk): void {
    this.#destination.next(right(chunk));
  }
}

type Piece = Extract<ProviderChunk, { readonly text: string }>;

/** Nearly every chunk is one. */
const isPiece = (chunk: ProviderChunk): chunk is Piece =>
  chunk.type === 'text' || chunk.type === 'reasoning' || chunk.type === 'refusal';

const isBareStart = (chunk: ProviderChunk): boolean => chunk.type === 'start' && Object.keys(chunk).length === 1;

const isLostConnection = (error: unknown): boolean =>
  error instanceof IncompleteAnswerError && error.reason === 'connection-lost';
