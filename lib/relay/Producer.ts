import { defer, type Observable, Subscription } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import { isChatStreamError } from '../errors/isChatStreamError.ts';
import { GateSubscriber } from '../rx/Gate.ts';
import { toDelay } from '../rx/toDelay.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { Batches } from './Batches.ts';
import { END_ONLY } from './END_ONLY.ts';
import { isEnd } from './isEnd.ts';
import { lostAnswer } from './lostAnswer.ts';
import type { PublishOptions } from './PublishOptions.ts';
import { toEnd } from './toEnd.ts';
import { toFrame } from './toFrame.ts';
import { UnreadWatch } from './UnreadWatch.ts';

const STOPPED: AnswerEnd = { type: 'stopped' };
/** Of three signs of life in a lease, two may be lost. */
const BEATS_IN_LEASE = 3;
const UNREAD: AnswerEnd = { type: 'stopped', reason: 'nobody reads it' };

/**
 * Writes one answer to a log, from its creation to its end.
 *
 * It is `new` until the log has a place for it, `open` while chunks arrive, `ending` once its end is known and only the rest is written,
 * and `over` when that is written or someone else has ended the answer. There is one append in progress at a time. When it is over, the
 * source is unsubscribed, and no timer and no subscription remains.
 */
export class Producer {
  readonly #log: AnswerLog;
  readonly #id: string;
  readonly #flushMs: number;
  readonly #maxBytes: number;
  readonly #heartbeatMs: number;
  readonly #batches: Batches;
  readonly #unread: UnreadWatch;
  readonly #source: SourceSubscriber;
  readonly #watch = new Subscription();
  #state: 'new' | 'open' | 'ending' | 'over' = 'new';
  #end: AnswerEnd | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** The position of the last frame that the log has accepted. */
  #position = 0;
  #isAppending = false;
  /** Whether a flush is scheduled for the end of this turn. */
  #isDue = false;
  /** While it is open, chunks are gathered. */
  #window: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: ReturnType<typeof setTimeout> | undefined;

  constructor(log: AnswerLog, id: string, options: PublishOptions) {
    const { flushMs = 25, maxBatch = 64, maxBytes = 131_072, heartbeatMs = 5000, whenUnread = 'finish' } = options;
    this.#log = log;
    this.#id = id;
    this.#flushMs = flushMs;
    this.#maxBytes = maxBytes;
    this.#heartbeatMs = Math.min(heartbeatMs, (log.leaseMs ?? Infinity) / BEATS_IN_LEASE);
    this.#batches = new Batches(maxBatch, maxBytes);
    this.#unread = new UnreadWatch(whenUnread, {
      ask: () => void this.#append([]),
      stop: () => this.#finish(UNREAD),
    });
    this.#source = new SourceSubscriber(this);
  }

  /** The error with which the source ended, if it did. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Reserves a place in the log before the model is asked: of two callers that try, only one pays. */
  async create(): Promise<void> {
    await this.#log.create(this.#id);
    this.#state = 'open';
    if (this.#end) this.#finish(this.#end);
  }

  /** Subscribes to the source, unless the answer has been stopped in the meantime. */
  start(source: Observable<Chunk>): void {
    if (this.#state !== 'open') return;
    this.#beat();
    this.#unread.start(this.#heartbeatMs);
    const stops = defer(() => this.#log.read(this.#id, END_ONLY)).subscribe({
      next: (entry) => isEnd(entry) && this.#leave(),
      // In that case the next append or heartbeat reports a stop.
      error: () => undefined,
    });
    this.#watch.add(stops);
    if (this.#isOpen()) source.subscribe(this.#source);
  }

  /** Stops the source at once. Its chunks so far are written, and then the end. */
  stop(): void {
    if (this.#state === 'new') this.#end = STOPPED;
    else this.#finish(STOPPED);
  }

  /** Takes a chunk of the source. */
  add(chunk: Chunk): void {
    this.#batches.add(toFrame(chunk));
    if (this.#batches.bytes >= this.#maxBytes) this.#source.pause();
    this.#flushSoon();
  }

  /** The source has completed. */
  complete(): void {
    this.#finish({ type: 'complete' });
  }

  /** The source has failed. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#finish(toEnd(error));
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }

  #flushSoon(): void {
    if (this.#isAppending || this.#isDue || !this.#isOpen()) return;
    if (this.#batches.hasFull) void this.#append();
    else if (this.#window === undefined) {
      this.#isDue = true;
      queueMicrotask(this.#flush);
    }
  }

  readonly #flush = (): void => {
    this.#isDue = false;
    void this.#append();
  };

  /** Sends what arrived within the window. If nothing arrived, the next chunk does not have to wait. */
  readonly #closeWindow = (): void => {
    this.#window = undefined;
    void this.#append();
  };

  /** Writes the next batch; `[]` in its place only counts the readers. Never rejects. */
  async #append(asking?: readonly []): Promise<void> {
    if (this.#isAppending || this.#state === 'over') return;
    if (asking === undefined && this.#batches.isEmpty) return;
    this.#isAppending = true;
    const frames = asking ?? this.#takeBatch();
    try {
      const { readers } = await this.#log.append(this.#id, this.#position + 1, frames);
      this.#position += frames.length;
      this.#unread.judge(readers);
    } catch {
      this.#giveUp();
    }
    this.#isAppending = false;
    this.#goOn();
  }

  #takeBatch(): readonly string[] {
    const frames = this.#batches.take();
    clearTimeout(this.#window);
    this.#window = this.#flushMs > 0 ? setTimeout(this.#closeWindow, toDelay(this.#flushMs)) : undefined;
    if (this.#batches.bytes < this.#maxBytes / 2) this.#source.resume();
    return frames;
  }

  /** Does what is due when nothing is in progress. */
  #goOn(): void {
    if (this.#isAppending || this.#state === 'over') return;
    const isEnding = this.#state === 'ending';
    if (!this.#batches.isEmpty) {
      if (isEnding || this.#batches.hasFull || this.#window === undefined) void this.#append();
    } else if (isEnding) {
      void this.#seal();
    }
  }

  #finish(end: AnswerEnd): void {
    if (!this.#isOpen()) return;
    this.#state = 'ending';
    this.#end = end;
    this.#source.unsubscribe();
    this.#unread.end();
    this.#goOn();
  }

  /**
   * The log did not accept the frames: the answer has ended there or is lost, or the log cannot be reached. No reader must wait for the
   * rest, which the log will never hold.
   */
  #giveUp(): void {
    if (this.#state === 'over') return;
    this.#end = toEnd(lostAnswer('an append failed'));
    void this.#seal();
  }

  async #seal(): Promise<void> {
    this.#leave();
    try {
      await this.#log.seal(this.#id, this.#end ?? STOPPED);
    } catch {
      // Readers find out by themselves: the answer is lost, or its lease expires.
    }
  }

  /** Gives signs of life one after the other: a log that replies slowly is not called again in the meantime. */
  #beat(): void {
    this.#heartbeat = setTimeout(() => {
      void this.#touch().then((isOver) => {
        if (this.#state === 'over') return;
        if (isOver) this.#leave();
        else this.#beat();
      });
    }, toDelay(this.#heartbeatMs));
  }

  /** Whether the answer has ended in the log or is lost there. */
  async #touch(): Promise<boolean> {
    try {
      return (await this.#log.touch(this.#id)) !== undefined;
    } catch (error) {
      return isChatStreamError(error) && error.name === 'IncompleteAnswerError';
    }
  }

  #leave(): void {
    this.#state = 'over';
    this.#source.unsubscribe();
    this.#unread.end();
    this.#watch.unsubscribe();
    clearTimeout(this.#window);
    clearTimeout(this.#heartbeat);
  }
}

/** Reads the source at the pace of the log: the readers of the answer have no gate here. */
class SourceSubscriber extends GateSubscriber<Chunk> {
  readonly #producer: Producer;

  constructor(producer: Producer) {
    super();
    this.#producer = producer;
  }

  pause(): void {
    this.gate.pause();
  }

  resume(): void {
    this.gate.resume();
  }

  protected override _next(chunk: Chunk): void {
    try {
      this.#producer.add(chunk);
    } catch (error) {
      this.#producer.fail(error);
    }
  }

  protected override _error(error: unknown): void {
    this.#producer.fail(error);
  }

  protected override _complete(): void {
    this.#producer.complete();
  }
}
