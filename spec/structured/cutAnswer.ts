import type { Chunk } from '../../lib/chunk/Chunk.ts';

/** A chunk of an answer, and how much of choice 0's text has come with it. */
export interface CutChunk {
  readonly chunk: Chunk;
  readonly end: number;
}

/** Chunks that say nothing about the text of choice 0. */
const OTHERS: readonly Chunk[] = [
  { type: 'start', id: '1' },
  { type: 'reasoning', choice: 0, text: '{"a":' },
  { type: 'text', choice: 1, text: ']' },
  { type: 'tool-call', choice: 0, index: 0, arguments: '[' },
  { type: 'usage', totalTokens: 1 },
];

/** An answer of this text, cut before some of its code units, with other chunks between the pieces. */
export function cutAnswer(text: string, cuts: readonly number[]): readonly CutChunk[] {
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return ends.flatMap((end, i): CutChunk[] => {
    const from = ends[i - 1] ?? 0;
    const other = { chunk: OTHERS[i % OTHERS.length] as Chunk, end: from };
    return end === from ? [other] : [other, { chunk: { type: 'text', choice: 0, text: text.slice(from, end) }, end }];
  });
}
