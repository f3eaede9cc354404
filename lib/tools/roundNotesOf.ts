import type { Answer } from '../chunk/Answer.ts';
import type { ToolCall } from '../request/Message.ts';
import type { RunEvent } from './RunChunk.ts';

/** What `settleRun` needs and the events of a round do not contain. */
export interface RoundNotes {
  /** The calls of the round. */
  readonly calls: readonly ToolCall[];
  /** Those of them that the caller's own client has to run, if known. */
  readonly foreign: ReadonlySet<ToolCall>;
  /** Those of them that were approved. */
  readonly approved: ReadonlySet<ToolCall>;
  /** The answer that made them; absent in round 0. */
  readonly answer?: Answer | undefined;
}

/** The same symbol in every copy of the package: a run of one copy may be settled by the operator of another. */
const notesKey: unique symbol = Symbol.for('rxllm.roundNotes');

/** What is known of the round that an event belongs to; `undefined` for an event that was copied, or that came over a wire. */
export const roundNotesOf = (event: RunEvent): RoundNotes | undefined =>
  (event as { readonly [notesKey]?: RoundNotes })[notesKey];

/** Attaches the notes of a round to an event, as a non-enumerable member: no listing, comparison or JSON shows it. */
export function noteRound(event: RunEvent, notes: RoundNotes): void {
  Object.defineProperty(event, notesKey, { value: notes });
}
