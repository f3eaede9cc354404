import type { FinishReason } from '../../chunk/Chunk.ts';

/** A closed list: a value that is not in it makes the page reject the message. */
const REASONS: ReadonlySet<FinishReason> = new Set(['stop', 'length', 'content-filter', 'tool-calls', 'other']);

/** Why an answer ended, as one of the AI SDK's reasons. */
export const toUIFinishReason = (reason: FinishReason): string => (REASONS.has(reason) ? reason : 'other');
