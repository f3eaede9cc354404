import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { hasFailed, isServerToolResult, runsCode, toolNameOf } from './serverTool.ts';
import { rememberMaker } from './thinkingMaker.ts';

/** What is known about an answer before its first block. */
export interface BlockGiverOptions {
  /** Whether to emit blocks. */
  readonly givesBlocks: boolean;
  /** The server that sends the answer. */
  readonly server: string;
  /** The name of a tool that an earlier turn used, whose result may arrive in this one. */
  readonly earlierTool: (id: string) => string | undefined;
}

/** Emits the complete blocks of one answer, and reports what the service does on its own. */
export class BlockGiver {
  readonly #options: BlockGiverOptions;
  /** The names of the tools that the service used in this answer, by the ids of their uses. */
  readonly #tools = new Map<string, string>();
  #hasRunCode = false;
  /** The last block of an answer that ran code, held until the container is known: only the frame after the last block names it. */
  #held: ProviderChunk[] = [];

  constructor(options: BlockGiverOptions) {
    this.#options = options;
  }

  /** The service starts to use a tool. */
  beginTool(chunks: ProviderChunk[], { id, name }: JsonObject): void {
    if (typeof id !== 'string' || typeof name !== 'string') return;
    this.#tools.set(id, name);
    this.#hasRunCode ||= runsCode(name);
    chunks.push({ type: 'activity', choice: 0, id, name, state: 'started' });
  }

  /** Handles a complete block; if it is the result of an activity, that activity is done. */
  give(chunks: ProviderChunk[], type: string, value: JsonObject): void {
    this.#hasRunCode ||= isServerToolResult(type) && runsCode(type);
    const { givesBlocks, server, earlierTool } = this.#options;
    const given = this.#hasRunCode && givesBlocks ? this.#held : chunks;
    if (givesBlocks) {
      if (type === 'thinking') rememberMaker(value, server);
      given.push({ type: 'block', choice: 0, wire: 'anthropic', value });
    }
    const id = value['tool_use_id'];
    if (!isServerToolResult(type) || typeof id !== 'string') return;
    const name = this.#tools.get(id) ?? earlierTool(id) ?? toolNameOf(type);
    given.push({ type: 'activity', choice: 0, id, name, state: hasFailed(value) ? 'failed' : 'done' });
  }

  /**
   * Returns what was held back.
   *
   * @param container what a frame reports about the container in which code ran
   */
  takeHeld(container?: unknown): ProviderChunk[] {
    const held = this.#held;
    this.#held = [];
    const last = isRecord(container) ? held.findLast(({ type }) => type === 'block') : undefined;
    if (last?.type !== 'block') return held;
    return held.map((chunk) => (chunk === last ? { ...last, context: { container } } : chunk));
  }
}
