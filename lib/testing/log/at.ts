import type { LogEntry } from '../../relay/AnswerLog.ts';

/** Frames as entries, starting at a position. */
export const at = (first: number, ...frames: readonly string[]): readonly LogEntry[] =>
  frames.map((frame, i) => ({ position: first + i, frame }));
