import { byteLength } from '../framing/lines/byteLength.ts';
import { Queue } from '../rx/Queue.ts';

interface Batch {
  readonly frames: string[];
  bytes: number;
}

/** Frames that wait for the log, in batches of limited size. It does not depend on RxJS. */
export class Batches {
  readonly #maxFrames: number;
  readonly #maxBytes: number;
  readonly #full = new Queue<Batch>();
  #open: Batch = { frames: [], bytes: 0 };
  #bytes = 0;

  constructor(maxFrames: number, maxBytes: number) {
    this.#maxFrames = maxFrames;
    this.#maxBytes = maxBytes;
  }

  /** The total size of what waits. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#open.frames.length === 0 && this.#full.size === 0;
  }

  /** Whether there is a batch that cannot grow any more. */
  get hasFull(): boolean {
    return this.#full.size > 0 || this.#isFull();
  }

  add(frame: string): void {
    const bytes = byteLength(frame);
    const isFirst = this.#open.frames.length === 0;
    if (!isFirst && (this.#isFull() || this.#open.bytes + bytes > this.#maxBytes)) this.#close();
    this.#open.frames.push(frame);
    this.#open.bytes += bytes;
    this.#bytes += bytes;
  }

  /** The oldest batch; empty if nothing waits. */
  take(): readonly string[] {
    if (this.#full.size === 0) this.#close();
    const { frames, bytes } = this.#full.take() as Batch;
    this.#bytes -= bytes;
    return frames;
  }

  #isFull(): boolean {
    return this.#open.frames.length >= this.#maxFrames || this.#open.bytes >= this.#maxBytes;
  }

  #close(): void {
    this.#full.add(this.#open);
    this.#open = { frames: [], bytes: 0 };
  }
}
