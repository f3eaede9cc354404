import type { Chunk } from '../../lib/chunk/Chunk.ts';
import type { Positioned } from '../../lib/chunk/Positioned.ts';

export const text = (piece: string): Chunk => ({ type: 'text', choice: 0, text: piece });

/** Texts with their places in the answer. */
export const at = (first: number, ...pieces: readonly string[]): readonly Positioned[] =>
  pieces.map((piece, i) => ({ position: first + i, chunk: text(piece) }));
