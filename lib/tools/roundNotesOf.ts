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

/** The same symbol in every copy of the package: a run of one copy may be settled by the operator of another. */
const notesKey: unique symbol = Symbol.for('rxllm.roundNotes');

/** What is known of the round that an event belongs to; nothing of an event that was copied, or that came over a wire. */
export const roundNotesOf = (event: RunEvent): RoundNotes | undefined =>
  (event as { readonly [notesKey]?: RoundNotes })[notesKey];

/** Puts what is known of its round on an event, where it shows in no listing, comparison or JSON of its members. */
export function noteRound(event: RunEvent, notes: RoundNotes): void {
  Object.defineProperty(event, notesKey, { value: notes });
}
