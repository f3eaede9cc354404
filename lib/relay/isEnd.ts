import type { AnswerEnd } from './AnswerEnd.ts';
import type { LogEntry } from './AnswerLog.ts';

/** Is it the end of an answer, and not one more frame? */
export const isEnd = (entry: LogEntry | AnswerEnd): entry is AnswerEnd => 'type' in entry;
