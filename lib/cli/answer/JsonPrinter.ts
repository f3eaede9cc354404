import type { Chunk } from '../../chunk/Chunk.ts';
import type { Output } from '../terminal/Output.ts';
import { toPrintableJson } from '../terminal/PrintableText.ts';
import type { ChunkPrinter } from './ChunkPrinter.ts';

/** Prints one chunk on each line as JSON, for programs. Nothing is left out, and only JSON escapes are added. */
export class JsonPrinter implements ChunkPrinter {
  readonly #stdout: Output;
  readonly #beforePrint: () => void;

  /** @param beforePrint called each time before anything is printed */
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
