import type { AnswerEnd } from './AnswerEnd.ts';
import type { LogEntry } from './AnswerLog.ts';

/** Whether an entry is the end of an answer, and not another frame. */
export const isEnd = (entry: LogEntry | AnswerEnd): entry is AnswerEnd => 'type' in entry;
