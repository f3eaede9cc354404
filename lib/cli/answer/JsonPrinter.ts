import type { Chunk } from '../../chunk/Chunk.ts';
import type { ChunkPrinter } from './ChunkPrinter.ts';
import type { Output } from '../terminal/Output.ts';
import { toPrintableJson } from '../terminal/PrintableText.ts';

/** One chunk a line, for programs: nothing is left out, and nothing is changed but by JSON's own escapes. */
export class JsonPrinter implements ChunkPrinter {
  readonly #stdout: Output;

  constructor(stdout: Output) {
    this.#stdout = stdout;
  }

  print(chunk: Chunk): Promise<void> {
    return this.#stdout.write(`${toPrintableJson(chunk)}\n`);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
