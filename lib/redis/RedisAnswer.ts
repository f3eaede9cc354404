import type { AnswerEnd } from '../relay/AnswerEnd.ts';
import { answerExists } from '../relay/answerExists.ts';
import { checkId } from '../relay/checkId.ts';
import { answerHasEnded } from '../relay/answerHasEnded.ts';
import { lostAnswer } from '../relay/lostAnswer.ts';
import { END_ID, type Entry, HEADER_ID, type Header, readEntries } from './Entry.ts';
import { ASKING, CHANGED, toMessage } from './Message.ts';
import { type AskOptions, messageOf, unlessRefused, untilAnswered } from './untilAnswered.ts';

/** The version of the stream's format. */
export const VERSION = 1;
/** How many entries of a stream are read at once. */
export const PAGE = 500;
/** What PTTL returns for a key that does not exist, and for one that never expires. */
const NO_KEY = -2;
const NO_TTL = -1;

/** Where the answers are stored, and for how long. */
export interface RedisPlace {
  readonly send: (args: string[]) => Promise<unknown>;
  readonly prefix: string;
  readonly leaseMs: number;
  readonly ttlMs: number;
  readonly keepMs: number;
}

/**
 * One answer in Redis, and all the commands that are ever sent for it. Each of them may be sent twice.
 *
 * One key holds a stream: the header, batches of frames (each under the position of its last frame), and the end under an id that is higher
 * than all others. Everything that is written is also published on one channel.
 */
export class RedisAnswer {
  readonly channel: string;
  readonly #place: RedisPlace;
  readonly #key: string;

  constructor(place: RedisPlace, id: string) {
    checkId(id);
    this.#place = place;
    // The braces are literal: a cluster puts keys with the same text in braces on the same node.
    this.#key = `${place.prefix}:{${id}}`;
    this.channel = `${this.#key}:c`;
  }

  async create(): Promise<void> {
    const { leaseMs, ttlMs } = this.#place;
    const by = crypto.randomUUID();
    const header: Header = { v: VERSION, lease: leaseMs, ttl: ttlMs, by };
    await this.#run(async () => {
      const added = await this.#add([HEADER_ID, 'h', JSON.stringify(header)]);
      // The reply to an earlier attempt may have been lost.
      if (added === 'taken' && (await this.header())?.by !== by) throw answerExists();
      await this.#send('PEXPIRE', this.#key, String(ttlMs));
    });
  }

  /** Gives the number of connections that received it. */
  append(first: number, frames: readonly string[]): Promise<number> {
    if (frames.length === 0) return this.#run(() => this.#publish(ASKING));
    const last = first + frames.length - 1;
    const data = JSON.stringify(frames);
    const count = frames.length;
    return this.#run(async () => {
      const [added, heardBy] = await Promise.all([
        this.#add(['NOMKSTREAM', `${last}-0`, 'n', String(count), 'd', data]),
        this.#publish(toMessage(last, count, data)),
      ]);
      if (added === 'missing') throw await this.#lost();
      if (added === 'taken') await this.#checkTaken(last);
      return heardBy;
    });
  }

  seal(end: AnswerEnd, ask: AskOptions = { limitMs: this.#place.leaseMs }): Promise<AnswerEnd> {
    return untilAnswered(async () => {
      const [added] = await Promise.all([
        this.#add(['NOMKSTREAM', END_ID, 'e', JSON.stringify(end)]),
        this.#send('PEXPIRE', this.#key, String(this.#place.keepMs)),
        this.#publish(CHANGED),
      ]);
      if (added === 'added') return end;
      const last = added === 'taken' ? await this.#last() : undefined;
      if (last?.type !== 'end') throw await this.#lost();
      return last.end;
    }, ask);
  }

  touch(): Promise<AnswerEnd | undefined> {
    const { ttlMs, keepMs } = this.#place;
    return this.#run(async () => {
      const [isThere, last] = await Promise.all([this.#send('PEXPIRE', this.#key, String(ttlMs)), this.#last()]);
      if (Number(isThere) === 0 || last === undefined) throw await this.#lost();
      if (last.type !== 'end') return undefined;
      // It is kept as long as before.
      await this.#send('PEXPIRE', this.#key, String(keepMs));
      return last.end;
    });
  }

  /** What the writer stated when it created the answer; `undefined` if Redis has no such answer. */
  async header(): Promise<Header | undefined> {
    const [entry] = readEntries(await this.#send('XRANGE', this.#key, HEADER_ID, HEADER_ID));
    return entry?.type === 'header' ? entry.header : undefined;
  }

  /** The entries after a position, at most `PAGE` of them. */
  async page(after: number): Promise<readonly Entry[]> {
    return readEntries(await this.#send('XRANGE', this.#key, `(${after}-0`, '+', 'COUNT', String(PAGE)));
  }

  /** The time since the writer's last sign of life, by the clock of Redis alone. Rejects if the answer is lost. */
  async age({ ttl }: Header): Promise<number> {
    const left = Number(await this.#send('PTTL', this.#key));
    if (left === NO_KEY) throw lostAnswer(NOT_THERE);
    if (left !== NO_TTL) return ttl - left;
    // Its writer disappeared while it was creating it.
    await this.#send('PEXPIRE', this.#key, String(ttl));
    return 0;
  }

  async #last(): Promise<Entry | undefined> {
    return readEntries(await this.#send('XREVRANGE', this.#key, '+', '-', 'COUNT', '1'))[0];
  }

  /** There is an entry already: from an earlier attempt whose reply was lost, or from whoever ended the answer. */
  async #checkTaken(position: number): Promise<void> {
    const last = await this.#last();
    if (last === undefined) throw await this.#lost();
    if (last.type === 'end') throw answerHasEnded();
    if (last.type === 'header' || last.last < position) throw lostAnswer('Redis refused an entry that fits');
  }

  /** Readers do not have to wait for a lease to learn of it. */
  async #lost(): Promise<Error> {
    await this.#publish(CHANGED);
    return lostAnswer(NOT_THERE);
  }

  async #add(args: readonly string[]): Promise<'added' | 'missing' | 'taken'> {
    try {
      const id = await this.#send('XADD', this.#key, ...args);
      return id === null || id === undefined ? 'missing' : 'added';
    } catch (error) {
      if (messageOf(error).includes('equal or smaller')) return 'taken';
      throw error;
    }
  }

  async #publish(message: string): Promise<number> {
    return Number(await this.#send('PUBLISH', this.channel, message));
  }

  #send(...args: string[]): Promise<unknown> {
    return unlessRefused(() => this.#place.send(args));
  }

  #run<T>(attempt: () => Promise<T>): Promise<T> {
    return untilAnswered(attempt, { limitMs: this.#place.leaseMs });
  }
}

const NOT_THERE = 'Redis has no answer with this id';
