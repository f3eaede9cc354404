import { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import type { ToolCall } from '../../request/Message.ts';
import type { Chunk } from '../../chunk/Chunk.ts';
import type { ChunkPrinter } from './ChunkPrinter.ts';
import type { Output } from '../terminal/Output.ts';
import { PrintableText, toPrintable } from '../terminal/PrintableText.ts';

/**
 * The answer for people: text and refusals to standard output, reasoning dimmed to standard error, tool calls as lines at the
 * end, since the pieces of several may be mixed.
 */
export class TextPrinter implements ChunkPrinter {
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #showReasoning: boolean;
  readonly #text = new PrintableText();
  readonly #reasoning = new PrintableText();
  readonly #calls = new AnswerBuilder();

  constructor(stdout: Output, stderr: Output, showReasoning: boolean) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#showReasoning = showReasoning;
  }

  async print(chunk: Chunk): Promise<void> {
    if (!('choice' in chunk) || chunk.choice !== 0) return;
    if (chunk.type === 'text' || chunk.type === 'refusal') await this.#printText(this.#text.push(chunk.text));
    else if (chunk.type === 'reasoning') await this.#printReasoning(this.#reasoning.push(chunk.text));
    else if (chunk.type === 'tool-call') this.#calls.add(chunk);
  }

  async end(): Promise<void> {
    await this.#printReasoning(this.#reasoning.end());
    await this.#printText(this.#text.end());
    const { toolCalls } = this.#calls.snapshot();
    for (const call of toolCalls) {
      await this.#stdout.endLine();
      await this.#printText(toLine(call));
    }
  }

  async #printText(text: string): Promise<void> {
    if (text === '') return;
    // Both streams may show on one screen; each keeps to lines of its own there.
    await this.#stderr.endLine();
    await this.#stdout.write(text);
  }

  async #printReasoning(text: string): Promise<void> {
    if (text === '' || !this.#showReasoning) return;
    // In a pipe or a file the answer stays as it is.
    if (this.#stdout.isTerminal) await this.#stdout.endLine();
    await this.#stderr.writeDim(text);
  }
}

const toLine = ({ name, arguments: json }: ToolCall): string => toPrintable(`tool call: ${name}(${json})\n`);
