import type { Chunk } from './Chunk.ts';

/** A chunk and its place in the answer: 1, 2, 3 …, the same for every reader. */
export interface Positioned {
  readonly position: number;
  readonly chunk: Chunk;
}
