import { Observable, type Subscriber } from 'rxjs';
import { gateOf } from '../rx/Gate.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { LogEntry } from './AnswerLog.ts';
import { END_ONLY } from './END_ONLY.ts';
import { lostAnswer } from './lostAnswer.ts';

/** One answer in memory, and those who read it. */
export class MemoryAnswer {
  readonly #frames: string[] = [];
  readonly #reads = new Set<Read>();
  #end: AnswerEnd | undefined;
  /** Why the log has let go of it, if it has. */
  #loss: Error | undefined;
  /** How much its frames take. */
  bytes = 0;

  get length(): number {
    return this.#frames.length;
  }

  get end(): AnswerEnd | undefined {
    return this.#end;
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
      const read = new Read(this.#frames, after, subscriber);
      this.#reads.add(read);
      subscriber.add(() => this.#reads.delete(read));
      this.#goOn(read);
      const detach = gateOf(subscriber)?.attach({
        pause: () => read.pause(),
        resume: () => {
          read.resume();
          this.#goOn(read);
        },
      });
      if (detach) subscriber.add(detach);
    });
  }

  #tell(): void {
    for (const read of this.#reads) this.#goOn(read);
  }

  #goOn(read: Read): void {
    if (this.#loss) read.fail(lostAnswer(this.#loss));
    else read.goOn(this.#end);
  }
}

/** One reader, and how far it is. */
class Read {
  readonly after: number;
  readonly #frames: readonly string[];
  readonly #subscriber: Subscriber<LogEntry | AnswerEnd>;
  #position: number;
  #isPaused = false;
  #isEmitting = false;

  constructor(frames: readonly string[], after: number, subscriber: Subscriber<LogEntry | AnswerEnd>) {
    this.after = after;
    this.#frames = frames;
    this.#position = after;
    this.#subscriber = subscriber;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Emits what there is, as far as its consumer takes it. What the consumer does meanwhile may lead here again. */
  goOn(end: AnswerEnd | undefined): void {
    if (this.#isEmitting) return;
    this.#isEmitting = true;
    while (this.#wantsMore() && this.#position < this.#frames.length) {
      const frame = this.#frames[this.#position++] ?? '';
      this.#subscriber.next({ position: this.#position, frame });
    }
    this.#isEmitting = false;
    if (end === undefined || !this.#wantsMore()) return;
    this.#subscriber.next(end);
    this.#subscriber.complete();
  }

  fail(error: Error): void {
    this.#subscriber.error(error);
  }

  #wantsMore(): boolean {
    return !this.#isPaused && !this.#subscriber.closed;
  }
}
