import type { AnswerEnd } from '../../relay/AnswerEnd.ts';

export const COMPLETE: AnswerEnd = { type: 'complete' };
export const STOPPED: AnswerEnd = { type: 'stopped', reason: 'enough' };
export const ABANDONED: AnswerEnd = { type: 'abandoned' };
