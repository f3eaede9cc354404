import type { Subscriber } from 'rxjs';
import { isChatStreamError } from '../errors/isChatStreamError.ts';
import type { AnswerEnd } from '../relay/AnswerEnd.ts';
import type { LogEntry } from '../relay/AnswerLog.ts';
import { lostAnswer } from '../relay/lostAnswer.ts';
import { toDelay } from '../rx/toDelay.ts';
import type { ChannelListener } from './Channel.ts';
import type { Entry, Header } from './Entry.ts';
import type { BatchMessage, Message } from './Message.ts';
import { PAGE, type RedisAnswer, VERSION } from './RedisAnswer.ts';
import { type AskOptions, untilAnswered } from './untilAnswered.ts';

/**
 * How long Redis may take to reply, in leases: at first, since subscribing to the channel may have taken as long; while messages arrive;
 * and when none has arrived for a lease. So every reader knows the end one and a quarter leases after the last sign of life of the writer
 * or of Redis.
 */
const PATIENCE = { first: 0.6, usual: 1, inDoubt: 0.25 };
/** How many messages are kept while the log is read. If more arrive, the log is read once more. */
const MAX_KEPT = 64;
/** A reader that found an entry which no message had announced reads again after this fraction of a lease. */
const DEAF = 0.1;

/**
 * One reader of one answer. It takes live messages while they fit its position, and otherwise reads pages of the log: at first, after a
 * gap, and after its consumer has paused.
 *
 * If it has received nothing for the length of a lease, it checks the age of the answer's last sign of life, and ends the answer itself if
 * that is too old. So an answer ends as long as anyone is left, and no job has to search for dead ones.
 */
export class RedisReader implements ChannelListener {
  readonly #answer: RedisAnswer;
  readonly #subscriber: Subscriber<LogEntry | AnswerEnd>;
  #leaseMs: number;
  #header: Header | undefined;
  /** The position of the last frame that was emitted. */
  #position: number;
  /** What was read and waits for the consumer. */
  #page: readonly Entry[] = [];
  /**
   * Messages that arrived while the log was read. Without them, a reader far from Redis that gets a message before each reply would only
   * read pages.
   */
  #kept: BatchMessage[] = [];
  /** Whether the log holds something that was not read. */
  #isBehind = true;
  /** Whether the writer or the answer may be gone. */
  #isInDoubt = true;
  #isPaused = false;
  /** Before the subscription nothing is done. */
  #isWorking = true;
  #patience = PATIENCE.first;
  /** The writer's last sign of life, as far as this reader knows. */
  #aliveAt = -Infinity;
  /** Whether no message has arrived for a lease. */
  #isQuiet = false;
  /** Whether there was something to report all the same. */
  #isDeaf = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param leaseMs how long Redis may take if the answer itself does not specify it */
  constructor(
    answer: RedisAnswer,
    after: number,
    { leaseMs, subscriber }: { leaseMs: number; subscriber: Subscriber<LogEntry | AnswerEnd> },
  ) {
    this.#answer = answer;
    this.#position = after;
    this.#leaseMs = leaseMs;
    this.#subscriber = subscriber;
  }

  subscribed(): void {
    this.#isWorking = false;
    this.#isBehind = true;
    void this.#work();
  }

  failed(error: unknown): void {
    this.#fail(error);
  }

  message(message: Message): void {
    this.#isQuiet = false;
    this.#isDeaf = false;
    // Anyone may have changed it.
    if (message !== 'changed') this.#aliveAt = performance.now();
    if (message === 'asking') return;
    if (message === 'changed') {
      this.#isBehind = true;
      this.#isInDoubt = true;
      void this.#work();
    } else if (message.last > this.#position) {
      this.#take(message);
    }
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    void this.#work();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#page = [];
    this.#kept = [];
  }

  #take(message: BatchMessage): void {
    if (this.#isPaused || this.#kept.length === MAX_KEPT) this.#isBehind = true;
    else this.#kept.push(message);
    void this.#work();
  }

  /** Does the pending work step by step, until there is none left or the consumer wants to pause. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      while (this.#wantsMore()) {
        if (this.#page.length > 0) this.#emitPage();
        else if (this.#isBehind) await this.#readPage();
        else if (this.#kept.length > 0) this.#emitKept();
        else if (this.#isInDoubt) await this.#judge();
        else break;
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#isWorking = false;
  }

  async #readPage(): Promise<void> {
    this.#isBehind = false;
    const [header, page] = await this.#ask(() =>
      Promise.all([this.#header ?? this.#answer.header(), this.#answer.page(this.#position)]),
    );
    if (header === undefined) throw lostAnswer('Redis has no answer with this id');
    if (header.v !== VERSION) throw lostAnswer(`the answer is written in version ${header.v} of the format`);
    this.#header = header;
    this.#leaseMs = header.lease;
    this.#page = page;
    this.#isBehind ||= page.length === PAGE;
    this.#isDeaf = this.#isQuiet && page.some(({ type }) => type === 'batch');
  }

  #emitPage(): void {
    for (const [i, entry] of this.#page.entries()) {
      if (entry.type === 'end') return this.#finish(entry.end);
      if (entry.type === 'batch') this.#emit(entry.batch);
      const isDone = entry.type === 'header' || this.#position >= entry.last;
      if (this.#subscriber.closed) return;
      if (this.#isPaused) {
        this.#page = this.#page.slice(isDone ? i + 1 : i);
        return;
      }
    }
    this.#page = [];
  }

  /** Emits the contents of the messages, if they come next. */
  #emitKept(): void {
    const kept = this.#kept;
    this.#kept = [];
    for (const message of kept) {
      if (message.first <= this.#position + 1) this.#emit(message);
      // A message was lost, or the consumer does not take the rest yet.
      if (this.#position < message.last) {
        this.#isBehind = true;
        return;
      }
    }
  }

  /** Emits the new part of a batch, as far as the consumer takes it. */
  #emit({ first, frames }: BatchMessage): void {
    if (first > this.#position + 1) throw lostAnswer(`after ${this.#position} stands ${first}`);
    for (let i = this.#position + 1 - first; i < frames.length && this.#wantsMore(); i++) {
      const frame = frames[i] ?? '';
      this.#position++;
      this.#subscriber.next({ position: this.#position, frame });
    }
  }

  async #judge(): Promise<void> {
    const header = this.#header;
    this.#isInDoubt = false;
    if (header === undefined) return;
    const age = await this.#ask(() => this.#answer.age(header));
    if (age < header.lease) {
      this.#aliveAt = Math.max(this.#aliveAt, performance.now() - age);
      this.#doubtIn(this.#isDeaf ? header.lease * DEAF : header.lease - age);
      return;
    }
    // Whatever ended it, the log holds the end.
    await this.#answer.seal({ type: 'abandoned' }, this.#asking());
    this.#isBehind = true;
  }

  async #ask<T>(attempt: () => Promise<T>): Promise<T> {
    const reply = await untilAnswered(attempt, this.#asking());
    this.#patience = PATIENCE.usual;
    return reply;
  }

  #asking(): AskOptions {
    const leases = this.#isQuiet ? PATIENCE.inDoubt : this.#patience;
    return { limitMs: this.#leaseMs * leases, asker: this.#subscriber };
  }

  #doubtIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#subscriber.closed) this.#timer = setTimeout(this.#doubt, toDelay(milliseconds));
  }

  readonly #doubt = (): void => {
    const quietMs = performance.now() - this.#aliveAt;
    if (quietMs < this.#leaseMs && !this.#isDeaf) {
      this.#doubtIn(this.#leaseMs - quietMs);
      return;
    }
    this.#isQuiet = true;
    this.#isBehind = true;
    this.#isInDoubt = true;
    void this.#work();
  };

  #wantsMore(): boolean {
    return !this.#isPaused && !this.#subscriber.closed;
  }

  #finish(end: AnswerEnd): void {
    this.#subscriber.next(end);
    this.#subscriber.complete();
  }

  #fail(error: unknown): void {
    const isLoss = isChatStreamError(error) && error.name === 'IncompleteAnswerError';
    this.#subscriber.error(isLoss ? error : lostAnswer(error instanceof Error ? error : 'Redis cannot be reached'));
  }
}
