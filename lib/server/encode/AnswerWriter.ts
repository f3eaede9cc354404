import type { Chunk } from '../../chunk/Chunk.ts';
import type { Positioned } from '../../chunk/Positioned.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';

/** The input of the encoders: the chunks of an answer or of a run, with or without positions. */
export type Encodable = Chunk | RunChunk | Positioned;

/** Writes one answer in one format. It does not depend on RxJS. */
export interface AnswerWriter {
  /** The text of a chunk in this format; `''` if the format does not carry it. */
  write(chunk: RunChunk, position: number | undefined): string;
  /** The text of a clean end; `undefined` if the answer written so far is not complete. */
  end(): string | undefined;
  /** The text of a failure: no part of it may pass for a clean end. */
  fail(error: unknown): string;
}
