import type { Chunk, FinishReason } from '../../lib/chunk/Chunk.ts';

export const text = (piece: string, choice = 0): Chunk => ({ type: 'text', choice, text: piece });

export const finish = (reason: FinishReason): Chunk => ({ type: 'finish', choice: 0, reason });
