import type { FinishChunk } from '../../chunk/Chunk.ts';
import { finishOf, isReason } from '../reading/finishOf.ts';

/** The end of an answer, from the server's own stop reason; `undefined` if there is none. */
export function messagesFinish(word: unknown): FinishChunk | undefined {
  if (typeof word !== 'string' || !isReason(word)) return undefined;
  // The service stopped to shorten the conversation, and wants its turn back as after `pause_turn`.
  return word === 'compaction' ? { type: 'finish', choice: 0, reason: 'pause', raw: word } : finishOf(0, word);
}
