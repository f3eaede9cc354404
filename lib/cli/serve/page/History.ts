import type { Turn } from './Turn.ts';

/** Of this form of what is kept. */
const KEY = 'rxllm.chat.1';

/** What a tab keeps of its conversation when it is reloaded. */
export interface Kept {
  readonly turns: readonly Turn[];
  /** Which the reader has chosen; none: the server's default. */
  readonly model: string | undefined;
}

const NOTHING: Kept = { turns: [], model: undefined };

/** In the tab alone: with it the conversation is gone. */
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
      // It is full, or the browser keeps nothing: then a reload begins anew.
    }
  },
};
