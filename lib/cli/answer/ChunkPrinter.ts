import type { Chunk } from '../../chunk/Chunk.ts';

/** Prints an answer as it arrives. Each call settles when the reader is ready for more. */
export interface ChunkPrinter {
  print(chunk: Chunk): Promise<void>;
  /** Prints what was held back until the end. */
  end(): Promise<void>;
}
