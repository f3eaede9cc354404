import type { Chunk } from './Chunk.ts';

/** A chunk and its place in the answer: 1, 2, 3 …, the same for every reader. */
export interface Positioned {
  /** Where it stands in the answer, from 1. */
  readonly position: number;
  /** The chunk. */
  readonly chunk: Chunk;
}
