import { Observable, type Subscriber } from 'rxjs';
import { gateOf, type Valve } from '../rx/Gate.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { LogEntry } from './AnswerLog.ts';
import { END_ONLY } from './END_ONLY.ts';
import { lostAnswer } from './lostAnswer.ts';

/** One answer in memory, and its readers. */
export class MemoryAnswer {
  readonly #frames: string[] = [];
  readonly #reads = new Set<Read>();
  #end: AnswerEnd | undefined;
  #loss: Error | undefined;
  /** The size of its frames. */
  bytes = 0;

  get length(): number {
    return this.#frames.length;
  }

  get end(): AnswerEnd | undefined {
    return this.#end;
  }

  /** Why the log has dropped it, if it has. */
  get loss(): Error | undefined {
    return this.#loss;
  }

  /** How many readers wait for its frames. */
  get readers(): number {
    let readers = 0;
    for (const { after } of this.#reads) if (after < END_ONLY) readers++;
    return readers;
  }

  add(frames: readonly string[], bytes: number): void {
    for (const frame of frames) this.#frames.push(frame);
    this.bytes += bytes;
    this.#tell();
  }

  seal(end: AnswerEnd): void {
    this.#end = end;
    this.#tell();
  }

  /** The log drops it. Readers that have not reached its end no longer can. */
  lose(why: Error): void {
    this.#loss = why;
    this.#tell();
  }

  read(after: number): Observable<LogEntry | AnswerEnd> {
    return new Observable((subscriber) => {
      const read = new Read(this, after, subscriber);
      this.#reads.add(read);
      subscriber.add(() => this.#reads.delete(read));
      // Before the first frame: a consumer that takes four of a thousand is not sent all of them.
      subscriber.add(gateOf(subscriber)?.attach(read));
      read.goOn();
    });
  }

  frameAt(position: number): string | undefined {
    return this.#frames[position - 1];
  }

  #tell(): void {
    for (const read of this.#reads) read.goOn();
  }
}

/** One reader and its position. */
class Read implements Valve {
  readonly after: number;
  readonly #answer: MemoryAnswer;
  readonly #subscriber: Subscriber<LogEntry | AnswerEnd>;
  #position: number;
  #isPaused = false;
  #isEmitting = false;

  constructor(answer: MemoryAnswer, after: number, subscriber: Subscriber<LogEntry | AnswerEnd>) {
    this.after = after;
    this.#answer = answer;
    this.#position = after;
    this.#subscriber = subscriber;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.goOn();
  }

  /** Emits what is available, as far as the consumer takes it. What the consumer does in the meantime may call this again. */
  goOn(): void {
    if (this.#answer.loss) this.#subscriber.error(lostAnswer(this.#answer.loss));
    if (this.#isEmitting) return;
    this.#isEmitting = true;
    while (this.#wantsMore() && this.#position < this.#answer.length) {
      this.#position++;
      this.#subscriber.next({ position: this.#position, frame: this.#answer.frameAt(this.#position) ?? '' });
    }
    this.#isEmitting = false;
    const { end } = this.#answer;
    if (end === undefined || !this.#wantsMore()) return;
    this.#subscriber.next(end);
    this.#subscriber.complete();
  }

  #wantsMore(): boolean {
    return !this.#isPaused && !this.#subscriber.closed;
  }
}
