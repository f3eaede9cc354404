import type { Answer } from '../chunk/Answer.ts';
import type { ToolCall } from '../request/Message.ts';
import type { RunEvent } from './RunChunk.ts';

/** What the events of a round do not say, and `settleRun` has to know. */
export interface RoundNotes {
  /** The calls of the round. */
  readonly calls: readonly ToolCall[];
  /** Those of them that the caller's own client is to run, as far as is known. */
  readonly foreign: ReadonlySet<ToolCall>;
  /** Those of them that somebody approved. */
  readonly approved: ReadonlySet<ToolCall>;
  /** The answer that made them; round 0 has none. */
  readonly answer?: Answer | undefined;
}

const notes = new WeakMap<RunEvent, RoundNotes>();

/** What is known of the round that an event belongs to; nothing of an event that was copied. */
export const roundNotesOf = (event: RunEvent): RoundNotes | undefined => notes.get(event);

export function rememberRound(event: RunEvent, round: RoundNotes): void {
  notes.set(event, round);
}
