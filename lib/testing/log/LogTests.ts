import type { AnswerLog } from '../../relay/AnswerLog.ts';

/** Tests by name. Each has an id of its own, or several that begin with it. */
export type LogTests = Readonly<Record<string, (log: AnswerLog, id: string) => Promise<void>>>;
