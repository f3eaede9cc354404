import type { Chunk } from './Chunk.ts';

/** A chunk and its position in the answer: 1, 2, 3 …, the same for every reader. */
export interface Positioned {
  /** Its position in the answer, from 1. */
  readonly position: number;
  /** The chunk. */
  readonly chunk: Chunk;
}
