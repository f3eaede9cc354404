import { Observable, type Subscriber } from 'rxjs';
import { gateOf, type Valve } from '../rx/Gate.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { LogEntry } from './AnswerLog.ts';
import { END_ONLY } from './END_ONLY.ts';
import { lostAnswer } from './lostAnswer.ts';

/** One answer in memory, and those who read it. */
export class MemoryAnswer {
  readonly #frames: string[] = [];
  readonly #reads = new Set<Read>();
  #end: AnswerEnd | undefined;
  #loss: Error | undefined;
  /** How much its frames take. */
  bytes = 0;

  get length(): number {
    return this.#frames.length;
  }

  get end(): AnswerEnd | undefined {
    return this.#end;
  }

  /** Why the log has let go of it, if it has. */
  get loss(): Error | undefined {
    return this.#loss;
  }

  /** How many wait for its frames. */
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

  /** The log lets go of it. Who has not read it to its end cannot any more. */
  lose(why: Error): void {
    this.#loss = why;
    this.#tell();
  }

  read(after: number): Observable<LogEntry | AnswerEnd> {
    return new Observable((subscriber) => {
      const read = new Read(this, after, subscriber);
      this.#reads.add(read);
      subscriber.add(() => this.#reads.delete(read));
      // Before the first frame: who takes four of a thousand is not given all of them.
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

/** One reader, and how far it is. */
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

  /** Emits what there is, as far as its consumer takes it. What the consumer does meanwhile may lead here again. */
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
