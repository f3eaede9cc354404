import type { Turn } from './Turn.ts';

/** The version of the stored format. */
const KEY = 'rxllm.chat.1';

/** What a tab keeps of its conversation across a reload. */
export interface Kept {
  readonly turns: readonly Turn[];
  /** The model that the reader chose; absent: the server's default. */
  readonly model: string | undefined;
}

const NOTHING: Kept = { turns: [], model: undefined };

/** Kept in the tab only: the conversation is lost when the tab is closed. */
export const History = {
  load(): Kept {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
      return kept !== null && Array.isArray(kept.turns) ? kept : NOTHING;
    } catch {
      return NOTHING;
    }
  },

  save(kept: Kept): void {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // The storage is full, or the browser keeps nothing: then a reload starts a new conversation.
    }
  },
};
