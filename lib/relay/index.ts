// Answers beyond one request and one process: written to a log, which anyone can read.

export { publishAnswer } from './publishAnswer.ts';
export type { PublishOptions } from './PublishOptions.ts';
export { startAnswer } from './startAnswer.ts';
export { resumeAnswer } from './resumeAnswer.ts';
export type { ResumeOptions } from './resumeAnswer.ts';
export { stopAnswer } from './stopAnswer.ts';
export type { Positioned } from '../chunk/Positioned.ts';

export { memoryLog } from './memoryLog.ts';
export type { MemoryLogOptions } from './memoryLog.ts';

// For custom logs.
export type { AnswerLog, LogEntry } from './AnswerLog.ts';
export type { AnswerEnd } from './AnswerEnd.ts';
export type { SerializedError } from '../errors/SerializedError.ts';
export { END_ONLY } from './END_ONLY.ts';
