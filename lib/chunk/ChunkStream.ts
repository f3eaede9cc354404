import { Observable } from 'rxjs';
import { HIGH_WATER_MARK, ObservableIterator } from '../rx/ObservableIterator.ts';
import type { Chunk } from './Chunk.ts';

/**
 * One answer: subscribe to it, pipe it, or iterate over it. It is cold: each subscription and each iteration sends a request.
 *
 * @example
 * ```ts
 * import type { ChunkStream } from 'rxllm';
 *
 * async function print(answer: ChunkStream): Promise<void> {
 *   for await (const chunk of answer) if (chunk.type === 'text') process.stdout.write(chunk.text);
 * }
 * ```
 */
export class ChunkStream extends Observable<Chunk> implements AsyncIterable<Chunk> {
  [Symbol.asyncIterator](): AsyncIterator<Chunk> {
    return new ObservableIterator(this, HIGH_WATER_MARK);
  }

  /** Wraps any Observable of chunks; each subscription subscribes to it again. */
  static from(source: Observable<Chunk>): ChunkStream {
    return new ChunkStream((subscriber) => source.subscribe(subscriber));
  }
}
