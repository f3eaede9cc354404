import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { ActivityChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { GeminiPart } from './GeminiFrame.ts';

const CODE_EXECUTION = 'code_execution';
/** The outcomes of failed code, by name and by number. */
const FAILURES: ReadonlySet<unknown> = new Set(['OUTCOME_FAILED', 'OUTCOME_DEADLINE_EXCEEDED', 2, 3]);

/** What the service does on its own in one candidate: code that it runs, and tools that it calls and answers itself. */
export class ServerActivities {
  readonly #choice: number;
  /** The number of activities without an id of their own. */
  #unnamed = 0;
  /** The activity that is running, or ran last: a result without an id belongs to it. */
  #last: ActivityChunk | undefined;

  constructor(choice: number) {
    this.#choice = choice;
  }

  add(chunks: ProviderChunk[], { executableCode, codeExecutionResult, toolCall, toolResponse }: GeminiPart): void {
    if (isRecord(executableCode)) this.#start(chunks, CODE_EXECUTION, executableCode['id']);
    if (isRecord(toolCall)) this.#start(chunks, nameOf(toolCall), toolCall['id']);
    if (isRecord(codeExecutionResult)) {
      const state = FAILURES.has(codeExecutionResult['outcome']) ? 'failed' : 'done';
      this.#finish(chunks, CODE_EXECUTION, codeExecutionResult['id'], state);
    }
    if (isRecord(toolResponse)) this.#finish(chunks, nameOf(toolResponse), toolResponse['id'], 'done');
  }

  #start(chunks: ProviderChunk[], name: string, id: unknown): void {
    this.#last = { type: 'activity', choice: this.#choice, id: wordOf(id) ?? this.#freeId(), name, state: 'started' };
    chunks.push(this.#last);
  }

  #finish(chunks: ProviderChunk[], name: string, id: unknown, state: ActivityChunk['state']): void {
    const last = this.#last?.name === name ? this.#last.id : undefined;
    chunks.push({ type: 'activity', choice: this.#choice, id: wordOf(id) ?? last ?? this.#freeId(), name, state });
  }

  #freeId(): string {
    return `${this.#choice}/${this.#unnamed++}`;
  }
}

const wordOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

const nameOf = ({ toolType }: Readonly<Record<string, unknown>>): string => wordOf(toolType) ?? 'tool';
