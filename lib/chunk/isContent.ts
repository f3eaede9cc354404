import type { Chunk, ContentChunk } from './Chunk.ts';

/**
 * Whether a chunk is content: text, reasoning, a refusal, or a tool call.
 *
 * @example
 * ```ts
 * import { filter } from 'rxjs';
 * import { autonomousAI, isContent } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(filter(isContent))
 *   .subscribe(({ type, choice }) => console.log(type, choice));
 * ```
 */
export const isContent = (chunk: Chunk): chunk is ContentChunk => CONTENT.has(chunk.type);

const CONTENT: ReadonlySet<Chunk['type']> = new Set(['text', 'reasoning', 'refusal', 'tool-call']);
