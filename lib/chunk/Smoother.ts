import type { Subscriber } from 'rxjs';
import type { Handlers } from '../rx/operate.ts';
import { Ticker } from '../rx/Ticker.ts';
import type { Chunk } from './Chunk.ts';
import type { UnitEnds } from './unitEndsOf.ts';
import { WaitingText } from './WaitingText.ts';

/** How the text of an answer is paced. */
export interface Pace {
  readonly unitEnds: UnitEnds;
  readonly everyMs: number;
  readonly maxLagMs: number;
  readonly tail: 'flush' | 'pace';
}

/** The text of one choice, and its pace. */
interface Lane {
  readonly choice: number;
  readonly text: WaitingText;
  readonly ticker: Ticker;
}

/** Holds back the text of one answer, and emits that of each choice at its pace. */
export class Smoother implements Handlers<Chunk, Chunk> {
  readonly #destination: Subscriber<Chunk>;
  readonly #pace: Pace;
  readonly #lanes = new Map<number, Lane>();
  /** The chunks after the last text, which is emitted at its pace first. */
  #end: Chunk[] = [];
  #hasCompleted = false;

  constructor(destination: Subscriber<Chunk>, pace: Pace) {
    this.#destination = destination;
    this.#pace = pace;
  }

  next(chunk: Chunk): void {
    if (chunk.type === 'text') {
      if (this.#end.length > 0) this.#flush();
      const { text, ticker } = this.#laneOf(chunk.choice);
      text.add(chunk.text, ticker.now);
      ticker.start();
    } else if (this.#isPaced(chunk)) {
      this.#end.push(chunk);
      this.#startAll();
    } else {
      this.#flush();
      this.#destination.next(chunk);
    }
  }

  error(error: unknown): void {
    this.#flush();
    this.#destination.error(error);
  }

  complete(): void {
    if (this.#pace.tail === 'flush') this.#flush();
    this.#hasCompleted = true;
    if (this.#isEmpty) this.#destination.complete();
    else this.#startAll();
  }

  /** Whether a chunk belongs to the end, and has to wait for text. */
  #isPaced({ type }: Chunk): boolean {
    return this.#pace.tail === 'pace' && (type === 'usage' || type === 'finish') && !this.#isEmpty;
  }

  get #isEmpty(): boolean {
    for (const { text } of this.#lanes.values()) if (!text.isEmpty) return false;
    return true;
  }

  #laneOf(choice: number): Lane {
    const known = this.#lanes.get(choice);
    if (known) return known;
    const { unitEnds, everyMs } = this.#pace;
    const tick = (elapsedMs: number): boolean => this.#tick(lane, elapsedMs);
    const ticker = new Ticker(this.#destination, { everyMs, tick });
    const lane: Lane = { choice, text: new WaitingText(unitEnds), ticker };
    this.#lanes.set(choice, lane);
    return lane;
  }

  /** The rest of the texts is complete now, and may be emitted without waiting for more. */
  #startAll(): void {
    for (const { ticker } of this.#lanes.values()) ticker.start();
  }

  #tick({ choice, text, ticker }: Lane, elapsedMs: number): boolean {
    const { everyMs, maxLagMs } = this.#pace;
    const isLast = this.#end.length > 0 || this.#hasCompleted;
    // Everything has to be emitted with the last tick that is not too late.
    const due = text.due(ticker.now, elapsedMs, maxLagMs - everyMs);
    const hasEmitted = this.#emit(choice, text.take(due, isLast));
    if (isLast && this.#isEmpty) this.#finish();
    return hasEmitted;
  }

  #emit(choice: number, text: string): boolean {
    if (text !== '') this.#destination.next({ type: 'text', choice, text });
    return text !== '';
  }

  #flush(): void {
    for (const { choice, text } of this.#lanes.values()) this.#emit(choice, text.takeAll());
    this.#emitEnd();
  }

  #finish(): void {
    this.#emitEnd();
    if (this.#hasCompleted) this.#destination.complete();
  }

  #emitEnd(): void {
    const chunks = this.#end;
    this.#end = [];
    for (const chunk of chunks) this.#destination.next(chunk);
  }
}
