import type { Chunk } from '../../chunk/Chunk.ts';
import type { Positioned } from '../../chunk/Positioned.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';

/** What the encoders take: the chunks of an answer or of a run, with their positions or without. */
export type Encodable = Chunk | RunChunk | Positioned;

/** The language of one kind of reader, for one answer. Free of RxJS. */
export interface AnswerWriter {
  /** What a chunk reads in it; `''` where it says nothing there. */
  write(chunk: RunChunk, position: number | undefined): string;
  /** The clean end; `undefined` where what was written is no whole answer. */
  end(): string | undefined;
  /** The end by a failure: nothing in it may pass for a clean one. */
  fail(error: unknown): string;
}
