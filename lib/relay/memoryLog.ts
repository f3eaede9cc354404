import * as t from 'io-ts';
import { asyncScheduler, defer } from 'rxjs';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import { ProviderError } from '../errors/ProviderError.ts';
import { byteLength } from '../framing/lines/byteLength.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { answerExists } from './answerExists.ts';
import { answerHasEnded } from './answerHasEnded.ts';
import { checkId } from './checkId.ts';
import { lostAnswer } from './lostAnswer.ts';
import { MemoryAnswer } from './MemoryAnswer.ts';

/** Options of `memoryLog`. */
export interface MemoryLogOptions {
  /** How long an answer can be read after its end, in milliseconds. @default 300_000 */
  readonly keepMs?: number | undefined;
  /**
   * The maximum number of answers. To make room for another one, the oldest ended answer is dropped; if none has ended, the new one is
   * refused as `overloaded`, before its model is asked.
   *
   * @default 10_000
   */
  readonly maxAnswers?: number | undefined;
  /**
   * The maximum number of bytes of all frames; in memory they take about three times that. To make room, the oldest ended answers are
   * dropped; if that is not enough, the answer that needs to grow is lost.
   *
   * @default 67_108_864
   */
  readonly maxBytes?: number | undefined;
}

const AtLeast0 = t.refinement(t.number, (value) => value >= 0, 'a number of at least 0');
const AtLeast1 = t.refinement(t.number, (value) => value >= 1, 'a number of at least 1');
const Options = members<MemoryLogOptions>(
  'an object',
  { keepMs: AtLeast0, maxAnswers: AtLeast1, maxBytes: AtLeast1 },
  { noun: 'option' },
);

/**
 * A log in the memory of this process: an answer outlives its reader, and can have several. It shares an answer as RxJS's `share` does, but
 * late readers get it from the beginning.
 *
 * It sets no timer: an answer that has outlived `keepMs` is dropped when the log is next used. An answer ends when its writer ends it.
 * There is no lease, since within one process a writer cannot die alone.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { memoryLog, resumeAnswer, startAnswer } from 'rxllm/relay';
 *
 * const log = memoryLog({ keepMs: 60_000 });
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 * const answer$ = provider.stream({ messages: [{ role: 'user', content: 'Hello' }] });
 *
 * startAnswer(log, 'greeting', answer$).subscribe(({ chunk }) => console.log('first', chunk));
 * setTimeout(() => resumeAnswer(log, 'greeting').subscribe(({ chunk }) => console.log('second', chunk)), 1000);
 * ```
 */
export function memoryLog(options: MemoryLogOptions = {}): AnswerLog {
  decodeOrThrow(Options, options, 'options');
  const answers = new MemoryAnswers(options);
  return {
    create: async (id) => answers.create(id),
    append: async (id, first, frames) => answers.append(id, first, frames),
    seal: async (id, end) => answers.seal(id, end),
    touch: async (id) => answers.get(id).end,
    read: (id, after) => defer(() => answers.get(id).read(after)),
  };
}

const FULL = new Error('the log is full: raise maxBytes, or lower keepMs');

class MemoryAnswers {
  readonly #keepMs: number;
  readonly #maxAnswers: number;
  readonly #maxBytes: number;
  readonly #answers = new Map<string, MemoryAnswer>();
  /** When the ended answers expire, the earliest first. */
  readonly #ended = new Map<string, number>();
  #bytes = 0;

  constructor({ keepMs = 300_000, maxAnswers = 10_000, maxBytes = 67_108_864 }: MemoryLogOptions) {
    this.#keepMs = keepMs;
    this.#maxAnswers = maxAnswers;
    this.#maxBytes = maxBytes;
  }

  create(id: string): void {
    checkId(id);
    this.#expire();
    if (this.#answers.has(id)) throw answerExists();
    while (this.#answers.size >= this.#maxAnswers) {
      if (!this.#dropOldest()) throw overloaded();
    }
    this.#answers.set(id, new MemoryAnswer());
  }

  append(id: string, first: number, frames: readonly string[]): { readonly readers: number } {
    const answer = this.get(id);
    if (answer.end) throw answerHasEnded();
    const known = answer.length - first + 1;
    if (known < 0) throw new InvalidRequestError([mustBe('first', 'the position after the last, or an earlier one')]);
    const added = known > 0 ? frames.slice(known) : frames;
    this.#grow(id, answer, added);
    return { readers: answer.readers };
  }

  seal(id: string, end: AnswerEnd): AnswerEnd {
    const answer = this.get(id);
    if (answer.end) return answer.end;
    this.#ended.set(id, asyncScheduler.now() + this.#keepMs);
    answer.seal(end);
    return end;
  }

  get(id: string): MemoryAnswer {
    this.#expire();
    const answer = this.#answers.get(id);
    if (!answer) throw lostAnswer('the log has no answer with this id');
    return answer;
  }

  #grow(id: string, answer: MemoryAnswer, frames: readonly string[]): void {
    if (frames.length === 0) return;
    const bytes = frames.reduce((sum, frame) => sum + byteLength(frame), 0);
    while (this.#bytes + bytes > this.#maxBytes) {
      if (this.#dropOldest()) continue;
      this.#drop(id, FULL);
      throw lostAnswer(FULL);
    }
    this.#bytes += bytes;
    answer.add(frames, bytes);
  }

  #expire(): void {
    const now = asyncScheduler.now();
    for (const [id, goesAt] of this.#ended) {
      if (goesAt > now) return;
      this.#drop(id, new Error('it was older than keepMs allows'));
    }
  }

  #dropOldest(): boolean {
    const [oldest] = this.#ended.keys();
    if (oldest === undefined) return false;
    this.#drop(oldest, FULL);
    return true;
  }

  #drop(id: string, why: Error): void {
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    this.#ended.delete(id);
    this.#bytes -= answer?.bytes ?? 0;
    answer?.lose(why);
  }
}

const overloaded = (): ProviderError =>
  new ProviderError({
    kind: 'overloaded',
    inBand: false,
    retryable: true,
    detail: 'the log already has as many open answers as maxAnswers allows',
  });
