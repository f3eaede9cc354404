import type { Chunk } from '../../chunk/Chunk.ts';
import type { Output } from '../terminal/Output.ts';
import { toPrintableJson } from '../terminal/PrintableText.ts';
import type { ChunkPrinter } from './ChunkPrinter.ts';

/** One chunk a line, for programs: nothing is left out, and nothing is changed but by JSON's own escapes. */
export class JsonPrinter implements ChunkPrinter {
  readonly #stdout: Output;
  readonly #beforePrint: () => void;

  /** @param beforePrint told before anything is printed, each time */
  constructor(stdout: Output, beforePrint: () => void) {
    this.#stdout = stdout;
    this.#beforePrint = beforePrint;
  }

  print(chunk: Chunk): Promise<void> {
    this.#beforePrint();
    return this.#stdout.write(`${toPrintableJson(chunk)}\n`);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
