import { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import type { Source } from '../../chunk/Answer.ts';
import type { ActivityChunk, Chunk } from '../../chunk/Chunk.ts';
import type { ToolCall } from '../../request/Message.ts';
import type { Output } from '../terminal/Output.ts';
import { PrintableText, toPrintable } from '../terminal/PrintableText.ts';
import type { ChunkPrinter } from './ChunkPrinter.ts';

/** Options of `TextPrinter`. */
export interface TextPrinterOptions {
  readonly showsReasoning: boolean;
  /** Called each time before anything is printed. */
  readonly beforePrint: () => void;
}

/**
 * Prints the answer for people: text and refusals to standard output, reasoning and activities dimmed to standard error. Tool calls
 * follow as lines at the end, since the pieces of several may be mixed, and then the sources, numbered.
 */
export class TextPrinter implements ChunkPrinter {
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #options: TextPrinterOptions;
  readonly #text = new PrintableText();
  readonly #reasoning = new PrintableText();
  /** Collects only calls and sources, not the text. */
  readonly #answer = new AnswerBuilder();

  constructor(stdout: Output, stderr: Output, options: TextPrinterOptions) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#options = options;
  }

  async print(chunk: Chunk): Promise<void> {
    if (!('choice' in chunk) || chunk.choice !== 0) return;
    if (chunk.type === 'text' || chunk.type === 'refusal') await this.#printText(this.#text.push(chunk.text));
    else if (chunk.type === 'reasoning') await this.#printReasoning(this.#reasoning.push(chunk.text));
    else if (chunk.type === 'activity') await this.#printActivity(chunk);
    else if (chunk.type === 'tool-call' || chunk.type === 'source') this.#answer.add(chunk);
  }

  async end(): Promise<void> {
    await this.#printReasoning(this.#reasoning.end());
    await this.#printText(this.#text.end());
    const { toolCalls, sources } = this.#answer.whole();
    for (const call of toolCalls) {
      await this.#stdout.endLine();
      await this.#printText(`${onOneLine(describeCall(call))}\n`);
    }
    // A source may be cited many times.
    const described = [...new Set(sources.map(describeSource))];
    for (const [i, source] of described.entries()) await this.#remark(`[${i + 1}] ${source}`);
  }

  async #printText(text: string): Promise<void> {
    if (text === '') return;
    this.#options.beforePrint();
    // Both streams may be on one screen, where each keeps to its own lines.
    await this.#stderr.endLine();
    await this.#stdout.write(text);
  }

  async #printReasoning(text: string): Promise<void> {
    if (text === '' || !this.#options.showsReasoning) return;
    await this.#leaveText();
    await this.#stderr.writeDim(text);
  }

  async #printActivity({ name, state }: ActivityChunk): Promise<void> {
    if (state === 'started') await this.#remark(`${name} …`);
    if (state === 'failed') await this.#remark(`${name} failed`);
  }

  /** A line to standard error. */
  async #remark(line: string): Promise<void> {
    await this.#leaveText();
    await this.#stderr.endLine();
    await this.#stderr.writeDim(`${onOneLine(line)}\n`);
  }

  /** Ends the line of the answer on a terminal. In a pipe or a file the answer stays unchanged. */
  async #leaveText(): Promise<void> {
    this.#options.beforePrint();
    if (this.#stdout.isTerminal) await this.#stdout.endLine();
  }
}

const describeCall = ({ name, arguments: json }: ToolCall): string => `tool call: ${name}(${json})`;

const describeSource = ({ title, url, id, quote }: Source): string =>
  [title, url ?? id].filter((part) => part).join(' · ') || `“${quote ?? ''}”`;

/** Text of a model on a single line. */
const onOneLine = (text: string): string => toPrintable(text).replaceAll(/\s*\n\s*/g, ' ');
