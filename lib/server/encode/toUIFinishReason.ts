import type { FinishReason } from '../../chunk/Chunk.ts';

/** A closed list: a word that is not in it makes the page throw the message away. */
const REASONS: ReadonlySet<FinishReason> = new Set(['stop', 'length', 'content-filter', 'tool-calls', 'other']);

/** Why an answer ended, in the words of the AI SDK. */
export const toUIFinishReason = (reason: FinishReason): string => (REASONS.has(reason) ? reason : 'other');
