import type { AnswerEnd } from '../../relay/AnswerEnd.ts';
import type { AnswerLog, LogEntry } from '../../relay/AnswerLog.ts';
import { Reading } from './Reading.ts';

/** All entries of a read, up to its completion. */
export const readAll = (log: AnswerLog, id: string, after = 0): Promise<readonly (LogEntry | AnswerEnd)[]> =>
  new Reading(log, id, after).completed();
