import type { AnswerEnd } from '../../relay/AnswerEnd.ts';
import type { AnswerLog, LogEntry } from '../../relay/AnswerLog.ts';
import { Reading } from './Reading.ts';

/** What a read gives until it completes. */
export const readAll = (log: AnswerLog, id: string, after = 0): Promise<readonly (LogEntry | AnswerEnd)[]> =>
  new Reading(log, id, after).completed();
